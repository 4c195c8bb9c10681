/** 登录 — /api/auth/*: signing in and out by user name and password. The session is an HttpOnly cookie. */
import { type Static, Type } from 'typebox'

const strict = { additionalProperties: false }

export const SignIn = Type.Object(
  {
    username: Type.String({ minLength: 1, maxLength: 64, description: 'Sign-in name; case does not matter' }),
    password: Type.String({ minLength: 1, maxLength: 128, description: 'Password' }),
  },
  { ...strict, $id: 'SignIn' },
)
export type SignIn = Static<typeof SignIn>

export const ChangePassword = Type.Object(
  {
    currentPassword: Type.String({ minLength: 1, maxLength: 128, description: 'Password until now' }),
    newPassword: Type.String({
      minLength: 1,
      maxLength: 128,
      description: 'New password: 10 characters or more, another one, and without the sign-in name in it',
    }),
  },
  { ...strict, $id: 'ChangePassword' },
)
export type ChangePassword = Static<typeof ChangePassword>

export const SignedInAccount = Type.Object(
  {
    accountId: Type.String({ description: 'Opaque id' }),
    username: Type.String({ description: 'Sign-in name' }),
    name: Type.String({ description: 'Name shown to colleagues' }),
    locale: Type.String({ description: 'Language of the screens: zh or en' }),
    mustChangePassword: Type.Boolean({
      description: 'Nothing else may be done before the password is changed: given by somebody else, or old',
    }),
  },
  { description: 'Who is signed in' },
)

export const Session = Type.Object(
  {
    account: Type.Union([SignedInAccount, Type.Null()], { description: 'Who is signed in; null: nobody' }),
  },
  { $id: 'Session' },
)
export type Session = Static<typeof Session>
