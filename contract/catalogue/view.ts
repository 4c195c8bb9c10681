/** 目录 — GET /api/catalogue: what can be reported, and how things are called, for screens. */
import { type Static, Type } from 'typebox'
import { Named, Text } from '../kernel/common.ts'

export const CatalogueView = Type.Object(
  {
    jurisdiction: Named,
    pack: Type.Object(
      {
        id: Type.String({ description: 'Pack' }),
        version: Type.String({ description: 'Version in force' }),
      },
      { description: 'Rules in force' },
    ),
    timeZone: Type.String({ description: 'IANA time zone of all clocks' }),
    kinds: Type.Array(
      Type.Object({
        id: Type.String({ description: 'Kind' }),
        title: Text,
        parentId: Type.Union([Type.String(), Type.Null()], { description: 'Wider kind' }),
        loop: Type.Union([Type.String(), Type.Null()], {
          description: 'Loop that carries it; null for a group',
        }),
        words: Type.Array(Type.String(), { description: 'Words of residents that point to it' }),
        form: Type.Union([Type.Unknown(), Type.Null()], {
          description: 'Form asked for when it is reported',
        }),
      }),
      { description: 'Kinds of matter, as a flat list of a tree' },
    ),
    organisations: Type.Array(
      Type.Object({
        id: Type.String({ description: 'Organisation' }),
        name: Text,
        kind: Type.String({ description: 'Kind of organisation' }),
        parentId: Type.Union([Type.String(), Type.Null()], { description: 'Part of' }),
        territory: Type.String({ description: 'Territory it serves' }),
      }),
      { description: 'Organisations that can be asked' },
    ),
    channels: Type.Array(Named, { description: 'How matters come in' }),
    attachments: Type.Array(
      Type.Object({
        kind: Type.String({ description: 'photo, voice, video or document' }),
        title: Text,
        mediaTypes: Type.Array(Type.String(), { description: 'Media types that are taken' }),
        maxBytes: Type.Integer({ description: 'Largest file, as it is sent' }),
      }),
      { description: 'What is taken as an attachment' },
    ),
    dangers: Type.Array(Type.String(), {
      description: 'Words that speak of danger: a report with one may be urgent',
    }),
  },
  { $id: 'Catalogue' },
)
export type CatalogueView = Static<typeof CatalogueView>
