import { z } from 'zod'
import * as customers from './customer-api.ts'
import * as history from './history-api.ts'
import { leads, list, nothing, numberId, textId } from './route-shapes.ts'

/** The history: searched, kept searches, and single contacts. Part of `routes`. */
export const interactionRoutes = {
  searchInteractions: {
    method: 'post',
    path: '/v1/interactions/search',
    roles: leads,
    summary: 'Search the history',
    body: history.searchOrder,
    response: history.searchPage,
  },
  countInteractions: {
    method: 'post',
    path: '/v1/interactions/count',
    roles: leads,
    summary: 'How many interactions a search would find, or more than how many',
    body: history.countOrder,
    response: history.searchCount,
  },
  readSavedSearches: {
    method: 'get',
    path: '/v1/saved-searches',
    roles: leads,
    summary: 'One’s own searches that were kept, and those that others share',
    response: z.strictObject({ items: z.array(history.savedSearch) }),
  },
  saveSearch: {
    method: 'post',
    path: '/v1/saved-searches',
    roles: leads,
    summary: 'Keep a search under a name',
    body: history.searchToSave,
    status: 201,
    response: history.savedSearch,
  },
  changeSavedSearch: {
    method: 'patch',
    path: '/v1/saved-searches/:id',
    roles: leads,
    summary: 'Change a search of one’s own',
    params: textId,
    body: history.savedSearchChange,
    response: history.savedSearch,
  },
  removeSavedSearch: {
    method: 'delete',
    path: '/v1/saved-searches/:id',
    roles: leads,
    summary: 'Forget a search of one’s own',
    params: textId,
    status: 204,
    response: nothing,
  },
  addInteraction: {
    method: 'post',
    path: '/v1/interactions',
    roles: leads,
    summary: 'Add an interaction; with a known external id the stored one is given back',
    body: customers.newInteraction,
    status: 201,
    response: customers.interaction,
  },
  addInteractions: {
    method: 'post',
    path: '/v1/interactions/bulk',
    roles: leads,
    summary:
      'Add up to 500 interactions; says of each whether it was added, known already or refused, and why',
    body: z.strictObject({ items: z.array(z.unknown()).min(1).max(500) }),
    response: list(customers.interactionReport),
  },
  readInteraction: {
    method: 'get',
    path: '/v1/interactions/:id',
    roles: leads,
    summary: 'One interaction',
    params: numberId,
    response: customers.interaction,
  },
  changeInteraction: {
    method: 'patch',
    path: '/v1/interactions/:id',
    roles: leads,
    summary: 'Correct an interaction',
    params: numberId,
    body: customers.interactionChange,
    response: customers.interaction,
  },
} as const
