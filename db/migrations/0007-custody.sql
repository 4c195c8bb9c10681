-- Who held a matter, and for how long: a projection, so that figures of a unit are one index range instead of many journals.

create table custody (
  jurisdiction text collate "C" not null,
  matter_id uuid not null,
  n smallint not null check (n > 0),
  holder text collate "C" not null,
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at >= from_at),
  ended text check (ended in ('passed', 'returned', 'closed')),
  primary key (jurisdiction, matter_id, n),
  check ((ended is null) = (to_at = 'infinity'))
);
create index custody_held on custody (jurisdiction, holder, to_at);
comment on table custody is '保管: who was charged with the time of a matter, span after span without gap while it is open';
comment on column custody.jurisdiction is 'Authority that runs the system';
comment on column custody.matter_id is 'Matter';
comment on column custody.n is 'Place of the span in the matter, from 1';
comment on column custody.holder is 'Organisation, or reporter while the reporter''s word is awaited';
comment on column custody.from_at is 'When it began to hold it';
comment on column custody.to_at is 'When it no longer did; infinity while it holds it';
comment on column custody.ended is 'How it ended: passed on, returned as not its own, or closed with the matter';

create table custody_fill (
  jurisdiction text collate "C" primary key,
  after uuid not null
);
comment on table custody_fill is '保管补录: how far the spans of matters from before this table are filled in; no row once all are';
comment on column custody_fill.jurisdiction is 'Authority that runs the system';
comment on column custody_fill.after is 'Last matter, in order of id, that is filled in';

-- Spans are folded from journals by the program, in the background.
insert into custody_fill (jurisdiction, after)
select jurisdiction, '00000000-0000-0000-0000-000000000000' from (select distinct jurisdiction from matter) m;

grant select, insert, update, delete on custody, custody_fill to huying_app;
