-- What is found by words: a projection beside `matter`, so that a step that changes neither words nor readers costs nothing here.

create table matter_words (
  jurisdiction text collate "C" not null,
  matter_id uuid not null,
  words tsvector not null,
  reach tsvector not null,
  whole boolean not null,
  primary key (jurisdiction, matter_id)
);
comment on table matter_words is '词: what a matter is found by, projected from its texts and its row';
comment on column matter_words.jurisdiction is 'Authority that runs the system';
comment on column matter_words.matter_id is 'Matter';
comment on column matter_words.words is 'Words and single characters of everything that whoever reads the matter may read, cut by the program';
comment on column matter_words.reach is 'Where, whom it concerns, which kind, and when: narrows a search before the matter''s own policy decides';
comment on column matter_words.whole is 'False until texts from before this table were cut';

-- What existed: where and whom is known at once; texts are cut by the program, in the background.
insert into matter_words (jurisdiction, matter_id, words, reach, whole)
select jurisdiction, id, '', array_to_tsvector(
    array(select 't:' || left(territory, digits) from unnest(array[2, 4, 6, 9, 12, 15, 18, 22]) digits
          where digits <= length(territory))
    || array(select distinct 'r:' || reader from unnest(readers) reader)
    || ('k:' || kind)
    || array(select unit || ':' || floor(extract(epoch from reported_at) / (unit * 3600))::bigint
             from unnest(array[3, 24, 192, 1536]) unit)
  ), false
from matter;

-- One index over both: a search walks the shortest list. What was added last lies in a list that every search reads through.
create index matter_words_found on matter_words using gin (words, reach) with (gin_pending_list_limit = 512);
create index matter_words_pending on matter_words (jurisdiction, matter_id) where not whole;

-- Numbers as they are typed, from the front.
create index matter_number_begins on matter (jurisdiction, number collate "C");
-- A source number as it stands in the other system, without the name of that system.
create index matter_source_begins on matter (jurisdiction, substr(source, strpos(source, ':') + 1) collate "C") where source is not null;

-- Open matters around a point, in cells of 1/300 degree: about 300 m.
create index matter_open_cell on matter (jurisdiction, floor(lat * 300), floor(lon * 300))
  where closed_at is null and lat is not null;

grant select, insert, update on matter_words to huying_app;
