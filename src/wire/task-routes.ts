import { z } from 'zod'
import { everyone, leads, list, numberId } from './route-shapes.ts'
import * as tasks from './task-api.ts'

/** Callbacks, visits and messages that are planned, and calls by a click. Part of `routes`. */
export const taskRoutes = {
  readDueTasks: {
    method: 'get',
    path: '/v1/desk/tasks',
    roles: everyone,
    summary: 'What one is to do, and what is anybody’s, the soonest first; follow-ups of wrap-ups as well',
    response: list(tasks.task),
  },
  readTasks: {
    method: 'get',
    path: '/v1/tasks',
    roles: leads,
    summary: 'All that is planned and open, the soonest first',
    query: z.strictObject({ team: z.string().max(64).optional(), ownerId: z.string().max(64).optional() }),
    response: list(tasks.task),
  },
  planTask: {
    method: 'post',
    path: '/v1/tasks',
    roles: everyone,
    summary: 'Plan a callback, a visit or a message; refused where the customer does not wish it',
    body: tasks.newTask,
    status: 201,
    response: tasks.task,
  },
  stepTask: {
    method: 'post',
    path: '/v1/tasks/:id/steps',
    roles: everyone,
    summary: 'Done, given up, to be tried again later, or somebody else’s',
    params: numberId,
    body: tasks.taskStep,
    response: tasks.task,
  },
  readTaskAttempts: {
    method: 'get',
    path: '/v1/tasks/:id/attempts',
    roles: everyone,
    summary: 'When it was tried, by whom, and how that ended',
    params: numberId,
    response: list(tasks.taskAttempt),
  },
  readCustomerTasks: {
    method: 'get',
    path: '/v1/customers/:id/tasks',
    roles: everyone,
    summary: 'What is and was planned for a customer, open ones first',
    params: numberId,
    response: list(tasks.task),
  },
  dial: {
    method: 'post',
    path: '/v1/calls/dial',
    roles: everyone,
    summary: 'Call a number, a customer or whom a task is for, from one’s own phone',
    body: tasks.dialOrder,
    response: tasks.dialAnswer,
  },
} as const
