import { z } from 'zod'
import * as customers from './customer-api.ts'
import { everyone, leads, list, numberId, page } from './route-shapes.ts'

/** Customers. Part of `routes`. */
export const customerRoutes = {
  createCustomer: {
    method: 'post',
    path: '/v1/customers',
    roles: everyone,
    summary: 'Create a customer',
    body: customers.newCustomer,
    status: 201,
    response: customers.customer,
  },
  readCustomer: {
    method: 'get',
    path: '/v1/customers/:id',
    roles: everyone,
    summary: 'One customer, by our id',
    params: numberId,
    response: customers.customer,
  },
  findCustomer: {
    method: 'post',
    path: '/v1/customers/find',
    roles: everyone,
    summary: 'Find customers by number, external id or name',
    body: z.strictObject({
      number: z.string().max(200).optional(),
      region: z.string().length(2).optional(),
      externalId: z.string().max(100).optional(),
      name: z.string().max(200).optional(),
    }),
    response: list(customers.customer),
  },
  changeCustomer: {
    method: 'patch',
    path: '/v1/customers/:id',
    roles: everyone,
    summary: 'Change a customer',
    params: numberId,
    body: customers.customerChange,
    response: customers.customer,
  },
  mergeCustomer: {
    method: 'post',
    path: '/v1/customers/:id/merge',
    roles: leads,
    summary: 'Two records are one customer: all goes to `into`',
    params: numberId,
    body: customers.mergeOrder,
    response: customers.customer,
  },
  readCustomerInteractions: {
    method: 'get',
    path: '/v1/customers/:id/interactions',
    roles: everyone,
    summary: 'A customer’s history, newest first',
    params: numberId,
    query: customers.timelineQuery,
    response: page(customers.interaction),
  },
} as const
