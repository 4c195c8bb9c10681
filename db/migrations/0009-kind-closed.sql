-- How long a kind of matter usually takes is looked up while a report is typed.
create index matter_kind_closed on matter (jurisdiction, kind, closed_at desc) where closed_at is not null and not confidential;
