/** 居民 — what the vault keeps of a resident. Everything outside it knows an opaque id. */

export const RESIDENT_FIELDS = ['name', 'phone', 'address'] as const
export type ResidentField = (typeof RESIDENT_FIELDS)[number]

/** Personal data, or its masked form; null where it is not known. */
export type ResidentData = { readonly [field in ResidentField]: string | null }

/** As somebody types it: a field that is absent or left empty is not spoken of, null says that there is none. */
export type ResidentInput = { readonly [field in ResidentField]?: string | null | undefined }

/**
 * The residents whose data may be seen in full for a matter: given by the matter's policy, empty for whoever may not
 * see the reporter.
 */
export type RevealBasis = { readonly matterId: string; readonly residentIds: readonly string[] }

export const NOTHING: ResidentData = { name: null, phone: null, address: null }
