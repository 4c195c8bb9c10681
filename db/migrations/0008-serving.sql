-- Who serves a place, asked by its code.
create index post_territory on post (jurisdiction, territory);
