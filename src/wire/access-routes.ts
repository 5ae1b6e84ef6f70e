import { z } from 'zod'
import * as access from './access-api.ts'
import { admins, leads, list, nothing, signedIn, textId } from './route-shapes.ts'

/** Signing in, and accounts. Part of `routes`. */
export const accessRoutes = {
  signIn: {
    method: 'post',
    path: '/v1/session',
    roles: 'anyone',
    summary: 'Sign in; sets the session cookie',
    body: access.signIn,
    response: access.me,
  },
  readSession: {
    method: 'get',
    path: '/v1/session',
    roles: 'anyone',
    summary:
      'What `GET /v1/me` says, or that nobody is signed in: for a page that is opened and does not know',
    response: z.strictObject({ me: access.me.nullable() }),
  },
  signOut: {
    method: 'delete',
    path: '/v1/session',
    roles: signedIn,
    summary: 'Sign out everywhere this session is used',
    status: 204,
    response: nothing,
  },
  readMe: {
    method: 'get',
    path: '/v1/me',
    roles: signedIn,
    summary: 'Who is signed in, and the house',
    response: access.me,
  },
  changeMe: {
    method: 'patch',
    path: '/v1/me',
    roles: signedIn,
    summary: 'Change one’s own language',
    body: access.ownChange,
    response: access.account,
  },
  readAccounts: {
    method: 'get',
    path: '/v1/accounts',
    roles: leads,
    summary: 'All accounts',
    response: list(access.account),
  },
  createAccount: {
    method: 'post',
    path: '/v1/accounts',
    roles: admins,
    summary: 'Create an account',
    body: access.newAccount,
    status: 201,
    response: access.account,
  },
  changeAccount: {
    method: 'patch',
    path: '/v1/accounts/:id',
    roles: admins,
    summary: 'Change, disable or enable an account; ends its sessions where role, password or state change',
    params: textId,
    body: access.accountChange,
    response: access.account,
  },
} as const
