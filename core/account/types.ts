/** 账号 — an account: who can sign in. Residents appear by an opaque id; their data lies in the vault. */
export type Account = {
  readonly id: string
  /** Name shown to colleagues (staff); an alias for residents. */
  readonly name: string
  readonly username: string
  /** Authority the account belongs to: the code of its territory. */
  readonly jurisdiction: string
  /** Opaque id in the residents' vault; null for staff. */
  readonly residentId: string | null
  /** Language of the screens: `zh` or `en`. */
  readonly locale: string
  /** Its password was given by somebody else, or is old: it is changed before anything else is done. */
  readonly mustChangePassword: boolean
}
