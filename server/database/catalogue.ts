/** 系统目录 — what a database holds, asked from PostgreSQL's own catalogue. Read by the schema snapshot. */
import type { Pool } from './pool.ts'

export type Column = {
  readonly name: string
  /** Type, `not null`, default, identity or generation, as in `create table`. */
  readonly definition: string
  readonly comment: string | null
}

export type Relation = {
  /** With its schema, quoted where needed. */
  readonly name: string
  readonly kind: 'table' | 'view' | 'materialized view'
  readonly comment: string | null
  /** `partition by ...`, `partition of ...` or the query of a view. */
  readonly body: string | null
  readonly columns: readonly Column[]
  /** `constraint name definition`. */
  readonly constraints: readonly string[]
  /** Statements: indexes that no constraint makes, triggers, row security policies. */
  readonly statements: readonly string[]
  readonly grants: readonly string[]
}

/** A schema, sequence, type or function: one statement and its grants. */
export type Thing = {
  readonly statement: string
  readonly comment: string | null
  readonly grants: readonly string[]
}

export type Catalogue = {
  readonly schemas: readonly Thing[]
  readonly types: readonly Thing[]
  readonly sequences: readonly Thing[]
  readonly relations: readonly Relation[]
  readonly functions: readonly Thing[]
}

/** Schemas that are PostgreSQL's or the job library's own; `public` belongs to nobody. */
const ours = "nspname !~ '^pg_' and nspname not in ('information_schema', 'graphile_worker', 'public')"

/** Privileges given to anybody but the owner, one `grant` per grantee. */
const grantsOf = (acl: string, owner: string, on: string): string => `
  array(
    select format('grant %s on %s to %s', string_agg(lower(privilege_type), ', ' order by privilege_type), ${on},
                  coalesce(grantee_role.rolname, 'public'))
    from aclexplode(${acl}) left join pg_roles grantee_role on grantee_role.oid = grantee
    where grantee <> ${owner} group by grantee_role.rolname order by grantee_role.rolname)`

export async function readCatalogue(owner: Pool): Promise<Catalogue> {
  const list = async <T>(sql: string): Promise<T[]> => (await owner.query(sql)).rows as T[]
  // An empty search path makes every name in a definition carry its schema.
  await owner.query("set search_path to ''")
  return {
    schemas: await list<Thing>(schemasSql),
    types: await list<Thing>(typesSql),
    sequences: await list<Thing>(sequencesSql),
    relations: await list<Relation>(relationsSql),
    functions: await list<Thing>(functionsSql),
  }
}

const schemasSql = `
  select format('create schema %I', nspname) as statement, obj_description(oid, 'pg_namespace') as comment,
    ${grantsOf('nspacl', 'nspowner', "format('schema %I', nspname)")} as grants
  from pg_namespace where ${ours} order by nspname`

const typesSql = `
  select case typtype
      when 'e' then format('create type %I.%I as enum (%s)', nspname, typname,
        (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid))
      when 'd' then format('create domain %I.%I as %s%s%s', nspname, typname, format_type(typbasetype, typtypmod),
        case when typnotnull then ' not null' else '' end,
        (select string_agg(' ' || pg_get_constraintdef(c.oid), '' order by conname)
         from pg_constraint c where contypid = t.oid and contype = 'c'))
      else format('create type %I.%I as (%s)', nspname, typname,
        (select string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' order by attnum)
         from pg_attribute where attrelid = typrelid and not attisdropped)) end as statement,
    obj_description(t.oid, 'pg_type') as comment, '{}'::text[] as grants
  from pg_type t join pg_namespace n on n.oid = typnamespace left join pg_class c on c.oid = typrelid
  where ${ours} and (typtype in ('e', 'd') or (typtype = 'c' and c.relkind = 'c')) order by nspname, typname`

/** Those that stand alone; an identity column brings its own. */
const sequencesSql = `
  select format('create sequence %I.%I as %s start %s increment %s%s', nspname, relname, seqtypid::regtype, seqstart,
      seqincrement, case when seqcycle then ' cycle' else '' end) as statement,
    obj_description(c.oid, 'pg_class') as comment,
    ${grantsOf('relacl', 'relowner', "format('sequence %I.%I', nspname, relname)")} as grants
  from pg_sequence join pg_class c on c.oid = seqrelid join pg_namespace n on n.oid = relnamespace
  where ${ours} and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'i')
  order by nspname, relname`

const columnsOf = `
  coalesce((select json_agg(json_build_object(
    'name', quote_ident(attname),
    'definition', format_type(atttypid, atttypmod)
      || case when attcollation <> typcollation then format(' collate %I', collname) else '' end
      || case when attnotnull and c.relkind not in ('v', 'm') then ' not null' else '' end
      || case attidentity when 'a' then ' generated always as identity' when 'd' then ' generated by default as identity' else '' end
      || case when attgenerated <> '' then format(' generated always as (%s) %s', pg_get_expr(adbin, adrelid),
           case attgenerated when 's' then 'stored' else 'virtual' end)
         when adbin is not null then ' default ' || pg_get_expr(adbin, adrelid) else '' end,
    'comment', col_description(c.oid, attnum)) order by attnum)
  from pg_attribute join pg_type column_type on column_type.oid = atttypid
    left join pg_collation on pg_collation.oid = attcollation
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
  where attrelid = c.oid and attnum > 0 and not attisdropped), '[]'::json)`

/** PostgreSQL 18 lists not-null constraints too; the columns say that already. */
const constraintsOf = `
  array(select format('constraint %I %s', conname, pg_get_constraintdef(oid)) from pg_constraint
    where conrelid = c.oid and contype <> 'n' and conparentid = 0
    order by array_position('{p,u,c,f,x}'::"char"[], contype), conname)`

const statementsOf = `
  array(select pg_get_indexdef(indexrelid) from pg_index i join pg_class index_class on index_class.oid = indexrelid
      where indrelid = c.oid and not index_class.relispartition
        and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))
      order by index_class.relname)
  || array(select pg_get_triggerdef(oid) from pg_trigger where tgrelid = c.oid and not tgisinternal order by tgname)
  || array(select format('alter table %I.%I enable row level security', nspname, c.relname) where c.relrowsecurity)
  || array(select format('create policy %I on %I.%I for %s to %s%s%s', policyname, schemaname, tablename, lower(cmd),
        array_to_string(roles, ', '), ' using (' || qual || ')', ' with check (' || with_check || ')')
      from pg_policies where schemaname = nspname and tablename = c.relname order by policyname)`

/** Rights on single columns count as well: an \`update (state)\` is a hole in "no update". */
const columnGrants = `
  array(select format('grant %s (%I) on %I.%I to %s', lower(privilege_type), attname, nspname, c.relname,
        coalesce(rolname, 'public'))
      from pg_attribute, aclexplode(attacl) left join pg_roles grantee_role on grantee_role.oid = grantee
      where attrelid = c.oid and not attisdropped order by attname, rolname, privilege_type)`

const relationsSql = `
  select format('%I.%I', nspname, c.relname) as name,
    case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end as kind,
    obj_description(c.oid, 'pg_class') as comment,
    case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid)
      when c.relispartition then (select format('partition of %s %s', inhparent::regclass, pg_get_expr(c.relpartbound, c.oid))
        from pg_inherits where inhrelid = c.oid)
      when c.relkind = 'p' then 'partition by ' || pg_get_partkeydef(c.oid) end as body,
    ${columnsOf} as columns, ${constraintsOf} as constraints, ${statementsOf} as statements,
    ${grantsOf('c.relacl', 'c.relowner', "format('%I.%I', nspname, c.relname)")} || ${columnGrants} as grants
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${ours} and c.relkind in ('r', 'p', 'v', 'm') order by nspname, c.relname`

const functionsSql = `
  select rtrim(pg_get_functiondef(p.oid), E'\\n') as statement, obj_description(p.oid, 'pg_proc') as comment,
    ${grantsOf('proacl', 'proowner', "format('function %s', p.oid::regprocedure)")} as grants
  from pg_proc p join pg_namespace n on n.oid = pronamespace
  where ${ours} and prokind in ('f', 'p') order by nspname, p.oid::regprocedure::text`
