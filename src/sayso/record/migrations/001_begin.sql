-- The record, as it begins. Places count code points of the article's text from 0; a column of spans holds them
-- in their order, each as its start and its length: 12+68 95+25.

CREATE TABLE run ( -- what made readings
  run_id INTEGER PRIMARY KEY,
  id TEXT NOT NULL, -- "r" and a digest of everything that decides what is read
  model TEXT NOT NULL, -- digest of the weights
  sayso_version TEXT NOT NULL,
  first_used TEXT NOT NULL, -- UTC
  UNIQUE (id, model, sayso_version)
) STRICT;

CREATE TABLE article ( -- one published text; its text never changes
  article_id INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE, -- "t" and the first digits of sha256
  publisher TEXT COLLATE NOCASE,
  series TEXT,
  title TEXT,
  byline TEXT, -- names, as JSON
  published TEXT, -- ISO 8601, as precise as known
  url TEXT,
  path TEXT, -- as the user named it
  language TEXT,
  credit TEXT, -- the agency that it credits for its text
  sha256 TEXT NOT NULL, -- of the text as UTF-8
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  added TEXT NOT NULL, -- UTC
  decision TEXT CHECK (decision IN ('confirmed', 'corrected', 'rejected')), -- a person's, null where there is none
  replaced_by INTEGER REFERENCES article (article_id), -- the newer version, where there is one
  blocks TEXT NOT NULL, -- places in reading order, with kind and language where unusual: 0+40:title 42+58 102+28@fr
  text TEXT NOT NULL -- the last: it is long, and what stands behind it in a row is far to seek
) STRICT;
CREATE INDEX article_by_publisher ON article (publisher) WHERE publisher IS NOT NULL;
CREATE INDEX article_by_published ON article (published) WHERE published IS NOT NULL;
CREATE INDEX article_by_url ON article (url) WHERE url IS NOT NULL;
CREATE INDEX article_by_replaced ON article (replaced_by) WHERE replaced_by IS NOT NULL;

CREATE TABLE reprint ( -- another place where the very same text appeared
  reprint_id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article (article_id),
  publisher TEXT COLLATE NOCASE,
  title TEXT,
  byline TEXT,
  published TEXT,
  url TEXT,
  path TEXT,
  added TEXT NOT NULL -- UTC
) STRICT;
CREATE INDEX reprint_by_article ON reprint (article_id);
CREATE INDEX reprint_by_publisher ON reprint (publisher) WHERE publisher IS NOT NULL;
CREATE INDEX reprint_by_url ON reprint (url) WHERE url IS NOT NULL;

CREATE TABLE input ( -- what was added, by which it is skipped the next time
  place TEXT PRIMARY KEY, -- absolute path, with the line of a file of records
  digest TEXT NOT NULL, -- of its bytes, and of what the user said of it
  article_id INTEGER REFERENCES article (article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX input_by_article ON input (article_id);

CREATE TABLE known_entity ( -- someone or something, over all articles; its id is "k" and its number
  known_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  aliases TEXT, -- other names, as JSON
  country TEXT, -- ISO 3166-1 alpha-3
  sector TEXT, -- one of PLOVER's
  first TEXT, -- day of publication of the first article; null where there is one only, which tells
  last TEXT, -- of the last one; null where it is the first
  articles INTEGER NOT NULL DEFAULT 0,
  statements INTEGER NOT NULL DEFAULT 0, -- of which it is the speaker, rejected ones left out
  decision TEXT CHECK (decision IN ('confirmed', 'corrected', 'rejected')), -- a person's, null where there is none
  decided TEXT, -- what persons decided of it, as JSON: {"name": "..."}
  root INTEGER NOT NULL, -- the entity that it began with
  profile BLOB NOT NULL -- what the link step compares it by, as MessagePack
) STRICT;
CREATE INDEX known_entity_by_statements ON known_entity (statements) WHERE statements > 0;
-- Of those who have nobody now; the root of the others is one of theirs.
CREATE INDEX known_entity_by_root ON known_entity (root) WHERE articles = 0;

CREATE TABLE known_key ( -- by which a known entity is looked up when an article is added
  key INTEGER NOT NULL, -- a hash of words of its names, roles and descriptions
  known_id INTEGER NOT NULL REFERENCES known_entity (known_id),
  PRIMARY KEY (key, known_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE entity ( -- someone or something, as one article has it
  entity_id INTEGER PRIMARY KEY, -- the article's number and six digits, so that an article's lie together
  id TEXT, -- null where it is "e" and a hash of the article's digest and the place of the first mention
  article_id INTEGER NOT NULL GENERATED ALWAYS AS (entity_id / 1000000) VIRTUAL,
  known_id INTEGER NOT NULL REFERENCES known_entity (known_id),
  name TEXT, -- null where it is the words of the first mention
  kind TEXT NOT NULL,
  aliases TEXT, -- other names as JSON, null where they are the words of its mentions
  country TEXT,
  sector TEXT,
  mentions TEXT NOT NULL, -- places in reading order, "d" behind a description, "p" behind a pronoun: 12+8 31+2p
  decision TEXT CHECK (decision IN ('confirmed', 'corrected', 'rejected'))
) STRICT;
CREATE INDEX entity_by_known ON entity (known_id);

CREATE TABLE role ( -- what an entity is, or is to another
  entity_id INTEGER NOT NULL REFERENCES entity (entity_id),
  number INTEGER NOT NULL,
  title TEXT, -- null where a person took the role away
  of_id INTEGER REFERENCES entity (entity_id),
  current INTEGER, -- 0: over; 1: still held; null: the text does not tell
  spans TEXT NOT NULL,
  PRIMARY KEY (entity_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX role_by_of ON role (of_id) WHERE of_id IS NOT NULL;

CREATE TABLE tie ( -- on whose behalf an entity speaks, or who backs it
  entity_id INTEGER NOT NULL REFERENCES entity (entity_id),
  kind TEXT NOT NULL CHECK (kind IN ('speaks_for', 'backed_by')),
  number INTEGER NOT NULL,
  other_id INTEGER NOT NULL REFERENCES entity (entity_id),
  spans TEXT, -- null where no words are given
  PRIMARY KEY (entity_id, kind, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX tie_by_other ON tie (other_id, kind);

CREATE TABLE statement ( -- a source is said, by a cue, to hold a content; its words are in the article's text
  statement_id INTEGER PRIMARY KEY, -- day of publication and running number, later ones larger: 202403190000017
  id TEXT NOT NULL UNIQUE, -- "a" and a hash of the article's digest and of the places as first read
  article_id INTEGER NOT NULL REFERENCES article (article_id),
  act TEXT NOT NULL,
  manner TEXT NOT NULL,
  negated INTEGER, -- 1 or null, as the flags below
  speaker_id INTEGER REFERENCES entity (entity_id), -- who is meant by the source; null where nobody could tell
  by_writer INTEGER, -- the article's own voice is the source
  inferred INTEGER, -- no words there name the speaker, or they leave a doubt
  addressee_id INTEGER REFERENCES entity (entity_id),
  nested_in INTEGER REFERENCES statement (statement_id) ON UPDATE CASCADE,
  confidence INTEGER NOT NULL, -- in ten-thousandths
  content_spans TEXT NOT NULL,
  source_spans TEXT, -- null where no source is given, empty where it is known without words
  cue_spans TEXT,
  addressee_spans TEXT,
  candidates TEXT, -- who else the source might be, as JSON: [["e12...", 0.4]]
  on_whose_word TEXT, -- the chain of sources as JSON; null where it is the outer statement's, and the speaker
  decision TEXT CHECK (decision IN ('confirmed', 'corrected', 'rejected')), -- a person's, null where there is none
  orphan INTEGER -- the decision rests on words that are no longer read
) STRICT;
CREATE INDEX statement_by_article ON statement (article_id);
CREATE INDEX statement_by_speaker ON statement (speaker_id) WHERE speaker_id IS NOT NULL;
CREATE INDEX statement_by_nested_in ON statement (nested_in) WHERE nested_in IS NOT NULL;
CREATE INDEX statement_by_addressee ON statement (addressee_id) WHERE addressee_id IS NOT NULL;
CREATE INDEX statement_by_decision ON statement (decision) WHERE decision IS NOT NULL;

CREATE TABLE paragraph ( -- a paragraph long enough to be known again when it is printed elsewhere
  paragraph_id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article (article_id),
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  origin_id INTEGER REFERENCES paragraph (paragraph_id), -- the one it was copied from; null where it stands alone
  likeness REAL -- from 0 to 1
) STRICT;
CREATE INDEX paragraph_by_article ON paragraph (article_id);
CREATE INDEX paragraph_by_origin ON paragraph (origin_id) WHERE origin_id IS NOT NULL;

CREATE TABLE sketch ( -- by which a paragraph's copies are looked up
  value INTEGER NOT NULL,
  paragraph_id INTEGER NOT NULL REFERENCES paragraph (paragraph_id),
  PRIMARY KEY (value, paragraph_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE edit ( -- the log: lines are only added
  edit_id INTEGER PRIMARY KEY,
  at TEXT NOT NULL, -- UTC
  by TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL, -- the id of what was changed
  field TEXT,
  before TEXT, -- as JSON
  after TEXT, -- as JSON
  why TEXT,
  undoes INTEGER UNIQUE REFERENCES edit (edit_id)
) STRICT;
CREATE INDEX edit_by_object ON edit (object);
CREATE TRIGGER edit_is_not_changed BEFORE UPDATE ON edit BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER edit_is_not_removed BEFORE DELETE ON edit BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;

CREATE TABLE redaction ( -- a text that was kept until a person was forgotten, so that it does not come back
  sha256 TEXT PRIMARY KEY, -- of the text as it was
  article_id INTEGER NOT NULL REFERENCES article (article_id) -- as it is now
) STRICT, WITHOUT ROWID;

CREATE TABLE reason ( -- why two entities were taken for one, or for two; many judgements share one
  reason_id INTEGER PRIMARY KEY, -- a hash of the words
  words TEXT NOT NULL
) STRICT;

CREATE TABLE judgement ( -- that two entities of two articles are one, or two, or that nobody can tell
  judgement_id INTEGER PRIMARY KEY, -- the number of the left entity and two digits, so that those of one lie together
  left_id INTEGER NOT NULL GENERATED ALWAYS AS (judgement_id / 100) VIRTUAL,
  right_id INTEGER NOT NULL REFERENCES entity (entity_id),
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
  score INTEGER NOT NULL, -- in ten-thousandths
  reason_id INTEGER NOT NULL REFERENCES reason (reason_id),
  made_by INTEGER REFERENCES edit (edit_id), -- null where the program judged, when it added the left one's article
  withdrawn_by INTEGER REFERENCES edit (edit_id) -- null while it holds
) STRICT;
CREATE INDEX judgement_by_right ON judgement (right_id);
CREATE INDEX judgement_by_maker ON judgement (made_by) WHERE made_by IS NOT NULL;
CREATE INDEX judgement_by_withdrawal ON judgement (withdrawn_by) WHERE withdrawn_by IS NOT NULL;

-- What people look at.
CREATE VIEW statements AS
SELECT
  s.statement_id AS rowid, s.id, coalesce(s.decision, 'machine') AS status,
  CASE WHEN s.by_writer THEN 'the writer' ELSE k.name END AS speaker,
  coalesce(s.negated, 0) AS negated, s.act, s.manner,
  (SELECT group_concat(substr(a.text, p.value + 1, substr(p.value, instr(p.value, '+') + 1)), ' … ')
    FROM json_each('["' || replace(s.content_spans, ' ', '","') || '"]') AS p WHERE p.value <> '') AS words,
  (SELECT group_concat(substr(a.text, p.value + 1, substr(p.value, instr(p.value, '+') + 1)), ' … ')
    FROM json_each('["' || replace(s.source_spans, ' ', '","') || '"]') AS p WHERE p.value <> '') AS source_words,
  (SELECT group_concat(substr(a.text, p.value + 1, substr(p.value, instr(p.value, '+') + 1)), ' … ')
    FROM json_each('["' || replace(s.cue_spans, ' ', '","') || '"]') AS p WHERE p.value <> '') AS cue_words,
  a.publisher, a.published, a.title, a.url, s.confidence / 10000.0 AS confidence, a.id AS article, 'k' || k.known_id AS speaker_id
FROM statement AS s
JOIN article AS a ON a.article_id = s.article_id
LEFT JOIN entity AS e ON e.entity_id = s.speaker_id
LEFT JOIN known_entity AS k ON k.known_id = e.known_id;

CREATE VIEW people AS
SELECT
  k.known_id AS rowid, 'k' || k.known_id AS id, k.name, k.kind, k.statements, k.articles, k.aliases, k.country, k.sector,
  coalesce(k.first, a.published) AS first, coalesce(k.last, k.first, a.published) AS last,
  coalesce(k.decision, 'machine') AS status
FROM known_entity AS k LEFT JOIN article AS a ON a.article_id = k.root / 1000000 WHERE k.articles > 0;

CREATE VIEW articles AS
SELECT
  a.id, a.title, a.publisher, a.published, a.url, a.credit, coalesce(a.decision, 'machine') AS status,
  length(a.text) AS characters,
  (SELECT count(*) FROM statement AS s WHERE s.article_id = a.article_id) AS statements,
  (SELECT count(*) FROM reprint AS r WHERE r.article_id = a.article_id) AS reprints,
  (SELECT b.id FROM article AS b WHERE b.article_id = a.replaced_by) AS replaced_by, a.added
FROM article AS a;

CREATE VIEW mentions AS
SELECT
  p.id, p.name, p.start, p.end, substr(a.text, p.start + 1, p.end - p.start) AS words,
  CASE p.form WHEN 'd' THEN 'nominal' WHEN 'p' THEN 'pronoun' ELSE 'name' END AS form,
  a.id AS article, a.title, a.published
FROM (
  SELECT
    'k' || k.known_id AS id, k.name, e.article_id, CAST(m.value AS INTEGER) AS start,
    m.value + substr(m.value, instr(m.value, '+') + 1) AS end, substr(m.value, -1) AS form
  FROM entity AS e
  JOIN known_entity AS k ON k.known_id = e.known_id, json_each('["' || replace(e.mentions, ' ', '","') || '"]') AS m
  WHERE e.mentions <> ''
) AS p
JOIN article AS a ON a.article_id = p.article_id;

CREATE VIEW log AS
SELECT
  e.edit_id AS number, e.at, e.by, e.action, e.object, e.field, e.before, e.after, e.why, e.undoes,
  (SELECT u.edit_id FROM edit AS u WHERE u.undoes = e.edit_id) AS undone_by
FROM edit AS e;

CREATE VIEW judgements AS
SELECT
  'j' || j.judgement_id AS id, j.verdict, lk.name AS left_name, rk.name AS right_name, w.words AS reason, j.score / 10000.0 AS score,
  j.withdrawn_by IS NULL AS holds, coalesce(m.by, 'sayso') AS by, coalesce(m.at, la.added) AS at,
  la.id AS left_article, ra.id AS right_article
FROM judgement AS j
JOIN reason AS w ON w.reason_id = j.reason_id
JOIN entity AS l ON l.entity_id = j.left_id
JOIN known_entity AS lk ON lk.known_id = l.known_id
JOIN article AS la ON la.article_id = l.article_id
JOIN entity AS r ON r.entity_id = j.right_id
JOIN known_entity AS rk ON rk.known_id = r.known_id
JOIN article AS ra ON ra.article_id = r.article_id
LEFT JOIN edit AS m ON m.edit_id = j.made_by;

-- Full-text search of statements and of people, which Datasette finds by itself. The words are those of the two views,
-- and kept in step by the program: to find them in long texts again and again would cost a trigger too much.
CREATE VIRTUAL TABLE statement_fts USING fts5 (
  words, content="statements", content_rowid="rowid", tokenize="unicode61 remove_diacritics 2", columnsize=0
);
CREATE VIRTUAL TABLE people_fts USING fts5 (
  name, aliases, content="people", content_rowid="rowid", tokenize="unicode61 remove_diacritics 2", columnsize=0
);
