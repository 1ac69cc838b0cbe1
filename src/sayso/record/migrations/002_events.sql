-- Events: what happened, as each article has it, and over all articles.

CREATE TABLE place ( -- where something happened; many events share one
  place_id INTEGER PRIMARY KEY, -- a hash of all that follows
  name TEXT NOT NULL COLLATE NOCASE,
  geonames INTEGER, -- its id there
  kind TEXT,
  country TEXT, -- ISO 3166-1 alpha-3
  latitude REAL, -- degrees, WGS 84
  longitude REAL
) STRICT;
CREATE INDEX place_by_name ON place (name);
CREATE INDEX place_by_geonames ON place (geonames) WHERE geonames IS NOT NULL;
CREATE INDEX place_by_country ON place (country) WHERE country IS NOT NULL;

CREATE TABLE known_event ( -- something that happened, over all articles; its id is "h" and its number
  known_event_id INTEGER PRIMARY KEY,
  type TEXT NOT NULL, -- as all below, what the reports that count make of it together
  modes TEXT, -- as JSON
  status TEXT NOT NULL,
  historical INTEGER, -- 1 or null
  first INTEGER, -- the day on which it happened, or the first of those on which it may have: 20240319
  last INTEGER, -- the last of those; null where it is the first
  articles INTEGER NOT NULL DEFAULT 0, -- that report it; none of what was merged into another
  reports INTEGER NOT NULL DEFAULT 0, -- of these those that count: of newest versions, not rejected
  decision TEXT CHECK (decision IN ('confirmed', 'corrected', 'rejected')), -- a person's, null where there is none
  root INTEGER NOT NULL, -- the event that it began with
  profile BLOB NOT NULL -- what the link step compares it by, as MessagePack
) STRICT;
CREATE INDEX known_event_by_day ON known_event (first) WHERE reports > 0;
CREATE INDEX known_event_by_type ON known_event (type, first) WHERE reports > 0;
CREATE INDEX known_event_by_status ON known_event (status, first) WHERE reports > 0;
CREATE INDEX known_event_by_decision ON known_event (decision) WHERE decision IS NOT NULL;
CREATE INDEX known_event_by_root ON known_event (root) WHERE articles = 0;

CREATE TABLE event_key ( -- by which a known event is looked up when an article is added
  key INTEGER NOT NULL, -- a hash
  known_event_id INTEGER NOT NULL REFERENCES known_event (known_event_id),
  PRIMARY KEY (key, known_event_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event ( -- something that happened, as one article has it
  event_id INTEGER PRIMARY KEY, -- the article's number and six digits from 500000 on: behind its entities
  id TEXT NOT NULL UNIQUE, -- "v" and a hash of the article's digest and of the place of a word for it
  article_id INTEGER NOT NULL GENERATED ALWAYS AS (event_id / 1000000) VIRTUAL,
  known_event_id INTEGER NOT NULL REFERENCES known_event (known_event_id),
  type TEXT NOT NULL, -- one of PLOVER's, or OTHER
  modes TEXT, -- as JSON
  status TEXT NOT NULL, -- the sum of what sources make of it
  word TEXT, -- on whose: numbers of entities in the article, behind the writer; null: the writer's; empty: nobody's
  historical INTEGER, -- 1 or null
  confidence INTEGER NOT NULL, -- in ten-thousandths
  mentions TEXT NOT NULL, -- places of all words for it
  trigger_spans TEXT, -- of the words that tell most; null where these are all
  sentence_spans TEXT NOT NULL, -- of the sentences around them, in which it is sought by words
  date_value TEXT, -- ISO 8601, as precise as known
  date_precision TEXT,
  date_basis TEXT, -- null where there is no date
  date_phrase TEXT, -- null where it is the words at date_spans
  date_spans TEXT,
  place_id INTEGER REFERENCES place (place_id),
  place_spans TEXT,
  decision TEXT CHECK (decision IN ('confirmed', 'corrected', 'rejected')), -- a person's, null where there is none
  orphan INTEGER -- the decision rests on words that are no longer read
) STRICT;
CREATE INDEX event_by_known ON event (known_event_id);
CREATE INDEX event_by_place ON event (place_id) WHERE place_id IS NOT NULL;
CREATE INDEX event_by_decision ON event (decision) WHERE decision IS NOT NULL;

CREATE TABLE event_party ( -- who did it, and to whom
  event_id INTEGER NOT NULL REFERENCES event (event_id),
  role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
  number INTEGER NOT NULL,
  entity_id INTEGER NOT NULL REFERENCES entity (entity_id),
  PRIMARY KEY (event_id, role, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_party_by_entity ON event_party (entity_id, role);

CREATE TABLE event_size ( -- how many: "dead" 12
  event_id INTEGER NOT NULL REFERENCES event (event_id),
  number INTEGER NOT NULL,
  what TEXT NOT NULL,
  value REAL NOT NULL,
  bound TEXT NOT NULL,
  unit TEXT,
  spans TEXT NOT NULL,
  PRIMARY KEY (event_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_status ( -- what one source makes of it
  event_id INTEGER NOT NULL REFERENCES event (event_id),
  number INTEGER NOT NULL,
  status TEXT NOT NULL,
  word TEXT, -- as in event
  statement_id INTEGER REFERENCES statement (statement_id) ON UPDATE CASCADE ON DELETE SET NULL, -- null: the article
  spans TEXT NOT NULL,
  PRIMARY KEY (event_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_status_by_statement ON event_status (statement_id) WHERE statement_id IS NOT NULL;

CREATE TABLE event_account ( -- one value that a source gives of it
  event_id INTEGER NOT NULL REFERENCES event (event_id),
  number INTEGER NOT NULL,
  field TEXT NOT NULL, -- actor, recipient, date, place or size
  value TEXT NOT NULL, -- of an actor or a recipient the number of the entity in the article
  word TEXT, -- as in event
  statement_id INTEGER REFERENCES statement (statement_id) ON UPDATE CASCADE ON DELETE SET NULL,
  spans TEXT NOT NULL,
  PRIMARY KEY (event_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_account_by_statement ON event_account (statement_id) WHERE statement_id IS NOT NULL;

CREATE TABLE event_answer ( -- to which events of the article it is an answer
  event_id INTEGER NOT NULL REFERENCES event (event_id),
  number INTEGER NOT NULL,
  other_id INTEGER NOT NULL REFERENCES event (event_id),
  PRIMARY KEY (event_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_answer_by_other ON event_answer (other_id);

CREATE TABLE event_judgement ( -- that two events of two articles are one, or two, or that nobody can tell
  judgement_id INTEGER PRIMARY KEY, -- the number of the left event and two digits: none is a judgement's over entities
  left_id INTEGER NOT NULL GENERATED ALWAYS AS (judgement_id / 100) VIRTUAL,
  right_id INTEGER NOT NULL REFERENCES event (event_id),
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
  score INTEGER NOT NULL, -- in ten-thousandths
  reason_id INTEGER NOT NULL REFERENCES reason (reason_id),
  made_by INTEGER REFERENCES edit (edit_id), -- null where the program judged, when it added the left one's article
  withdrawn_by INTEGER REFERENCES edit (edit_id) -- null while it holds
) STRICT;
CREATE INDEX event_judgement_by_right ON event_judgement (right_id);
CREATE INDEX event_judgement_by_maker ON event_judgement (made_by) WHERE made_by IS NOT NULL;
CREATE INDEX event_judgement_by_withdrawal ON event_judgement (withdrawn_by) WHERE withdrawn_by IS NOT NULL;

-- What people look at.
CREATE VIEW events AS
SELECT
  v.event_id AS rowid, v.id, coalesce(v.decision, 'machine') AS decision, v.type, v.modes,
  (SELECT group_concat(k.name, '; ') FROM event_party AS p JOIN entity AS e ON e.entity_id = p.entity_id
    JOIN known_entity AS k ON k.known_id = e.known_id WHERE p.event_id = v.event_id AND p.role = 'actor') AS actor,
  (SELECT group_concat(substr(a.text, p.value + 1, substr(p.value, instr(p.value, '+') + 1)), ' … ')
    FROM json_each('["' || replace(coalesce(v.trigger_spans, v.mentions), ' ', '","') || '"]') AS p
    WHERE p.value <> '') AS trigger_words,
  (SELECT group_concat(k.name, '; ') FROM event_party AS p JOIN entity AS e ON e.entity_id = p.entity_id
    JOIN known_entity AS k ON k.known_id = e.known_id WHERE p.event_id = v.event_id AND p.role = 'recipient') AS recipient,
  v.date_value AS date, v.date_precision AS precision, l.name AS place,
  (SELECT group_concat(s.what || ' ' || rtrim(rtrim(s.value, '0'), '.') || coalesce(' ' || s.unit, ''), '; ')
    FROM event_size AS s WHERE s.event_id = v.event_id) AS size,
  v.status, coalesce(v.historical, 0) AS historical,
  (SELECT group_concat(substr(a.text, p.value + 1, substr(p.value, instr(p.value, '+') + 1)), ' … ')
    FROM json_each('["' || replace(v.sentence_spans, ' ', '","') || '"]') AS p WHERE p.value <> '') AS words,
  a.publisher, a.published, a.title, a.url, v.confidence / 10000.0 AS confidence, a.id AS article,
  'h' || v.known_event_id AS happening
FROM event AS v
JOIN article AS a ON a.article_id = v.article_id
LEFT JOIN place AS l ON l.place_id = v.place_id;

CREATE VIEW happenings AS
SELECT
  h.known_event_id AS rowid, 'h' || h.known_event_id AS id, h.type, h.modes, h.status, h.first, coalesce(h.last, h.first) AS last,
  coalesce(h.historical, 0) AS historical, h.reports, h.articles, coalesce(h.decision, 'machine') AS decision
FROM known_event AS h WHERE h.articles > 0;

CREATE VIEW event_judgements AS
SELECT
  'j' || j.judgement_id AS id, j.verdict, 'h' || l.known_event_id AS left_happening, 'h' || r.known_event_id AS right_happening,
  w.words AS reason, j.score / 10000.0 AS score, j.withdrawn_by IS NULL AS holds, coalesce(m.by, 'sayso') AS by,
  coalesce(m.at, la.added) AS at, l.id AS left_event, r.id AS right_event
FROM event_judgement AS j
JOIN reason AS w ON w.reason_id = j.reason_id
JOIN event AS l ON l.event_id = j.left_id
JOIN article AS la ON la.article_id = l.article_id
JOIN event AS r ON r.event_id = j.right_id
LEFT JOIN edit AS m ON m.edit_id = j.made_by;

-- Full-text search of events, by the sentences around the words for them, as of statements and people.
CREATE VIRTUAL TABLE event_fts USING fts5 (
  words, content="events", content_rowid="rowid", tokenize="unicode61 remove_diacritics 2", columnsize=0
);
