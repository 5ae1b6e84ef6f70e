import { z } from 'zod'
import { madeWallLink, newWallLink, wallBoard, wallLinkView, wallToken } from './live-api.ts'
import { admins, nothing, textId } from './route-shapes.ts'

/** A screen on the wall, and the links by which it is shown. */
export const wallRoutes = {
  showWall: {
    method: 'post',
    path: '/v1/wall',
    roles: 'anyone',
    summary: 'The figures for a screen on the wall, by the token of a link that an admin has made',
    body: wallToken,
    response: wallBoard,
  },
  readWallLinks: {
    method: 'get',
    path: '/v1/wall-links',
    roles: admins,
    summary: 'The links by which screens on the wall show the live figures',
    response: z.strictObject({ items: z.array(wallLinkView) }),
  },
  makeWallLink: {
    method: 'post',
    path: '/v1/wall-links',
    roles: admins,
    summary: 'Make a link for a screen on the wall; its token is told this once',
    body: newWallLink,
    status: 201,
    response: madeWallLink,
  },
  revokeWallLink: {
    method: 'delete',
    path: '/v1/wall-links/:id',
    roles: admins,
    summary: 'Take a link back: screens that use it show nothing within seconds',
    params: textId,
    status: 204,
    response: nothing,
  },
} as const
