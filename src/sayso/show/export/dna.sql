-- The tables of Discourse Network Analyzer 3.0 and 3.1 and what a new database of theirs holds, but for its coder.
-- Names, types, keys and defaults are those that the program reads; texts of a type VARCHAR there have 190 characters.
CREATE TABLE SETTINGS (
    Property TEXT PRIMARY KEY,
    Value TEXT NOT NULL
);
CREATE TABLE CODERS (
    ID INTEGER NOT NULL PRIMARY KEY,
    Name TEXT NOT NULL,
    Red INTEGER NOT NULL DEFAULT 0,
    Green INTEGER NOT NULL DEFAULT 0,
    Blue INTEGER NOT NULL DEFAULT 0,
    Refresh INTEGER NOT NULL DEFAULT 0,
    FontSize INTEGER NOT NULL DEFAULT 14,
    Password TEXT NOT NULL,
    PopupWidth INTEGER DEFAULT 300,
    ColorByCoder INTEGER NOT NULL DEFAULT 0,
    PopupDecoration INTEGER NOT NULL DEFAULT 0,
    PopupAutoComplete INTEGER NOT NULL DEFAULT 1,
    PermissionAddDocuments INTEGER NOT NULL DEFAULT 1,
    PermissionEditDocuments INTEGER NOT NULL DEFAULT 1,
    PermissionDeleteDocuments INTEGER NOT NULL DEFAULT 1,
    PermissionImportDocuments INTEGER NOT NULL DEFAULT 1,
    PermissionAddStatements INTEGER NOT NULL DEFAULT 1,
    PermissionEditStatements INTEGER NOT NULL DEFAULT 1,
    PermissionDeleteStatements INTEGER NOT NULL DEFAULT 1,
    PermissionEditAttributes INTEGER NOT NULL DEFAULT 1,
    PermissionEditRegex INTEGER NOT NULL DEFAULT 1,
    PermissionEditStatementTypes INTEGER NOT NULL DEFAULT 1,
    PermissionEditCoders INTEGER NOT NULL DEFAULT 1,
    PermissionEditCoderRelations INTEGER NOT NULL DEFAULT 1,
    PermissionViewOthersDocuments INTEGER NOT NULL DEFAULT 1,
    PermissionEditOthersDocuments INTEGER NOT NULL DEFAULT 1,
    PermissionViewOthersStatements INTEGER NOT NULL DEFAULT 1,
    PermissionEditOthersStatements INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE CODERRELATIONS (
    ID INTEGER NOT NULL PRIMARY KEY,
    Coder INTEGER REFERENCES CODERS (ID) ON DELETE CASCADE,
    OtherCoder INTEGER REFERENCES CODERS (ID) ON DELETE CASCADE,
    viewStatements INTEGER NOT NULL DEFAULT 1,
    editStatements INTEGER NOT NULL DEFAULT 1,
    viewDocuments INTEGER NOT NULL DEFAULT 1,
    editDocuments INTEGER NOT NULL DEFAULT 1,
    CHECK (Coder != OtherCoder)
);
CREATE TABLE DOCUMENTS (
    ID INTEGER NOT NULL PRIMARY KEY,
    Title TEXT NOT NULL,
    Text TEXT NOT NULL,
    Coder INTEGER REFERENCES CODERS (ID) ON DELETE CASCADE,
    Author TEXT NOT NULL DEFAULT '',
    Source TEXT NOT NULL DEFAULT '',
    Section TEXT NOT NULL DEFAULT '',
    Notes TEXT NOT NULL DEFAULT '',
    Type TEXT NOT NULL DEFAULT '',
    Date INTEGER NOT NULL
);
CREATE TABLE STATEMENTTYPES (
    ID INTEGER NOT NULL PRIMARY KEY,
    Label TEXT NOT NULL,
    Red INTEGER NOT NULL DEFAULT 0,
    Green INTEGER NOT NULL DEFAULT 0,
    Blue INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE VARIABLES (
    ID INTEGER NOT NULL PRIMARY KEY,
    Variable TEXT NOT NULL,
    DataType TEXT NOT NULL DEFAULT 'short text',
    StatementTypeId INTEGER REFERENCES STATEMENTTYPES (ID) ON DELETE CASCADE,
    UNIQUE (Variable, StatementTypeId)
);
CREATE TABLE VARIABLELINKS (
    ID INTEGER NOT NULL PRIMARY KEY,
    SourceVariableId INTEGER REFERENCES VARIABLES (ID) ON DELETE CASCADE,
    TargetVariableId INTEGER REFERENCES VARIABLES (ID) ON DELETE CASCADE,
    CHECK (SourceVariableId != TargetVariableId)
);
CREATE TABLE REGEXES (
    Label TEXT PRIMARY KEY,
    Red INTEGER NOT NULL DEFAULT 0,
    Green INTEGER NOT NULL DEFAULT 0,
    Blue INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE STATEMENTS (
    ID INTEGER NOT NULL PRIMARY KEY,
    StatementTypeId INTEGER REFERENCES STATEMENTTYPES (ID) ON DELETE CASCADE,
    DocumentId INTEGER REFERENCES DOCUMENTS (ID) ON DELETE CASCADE,
    Start INTEGER NOT NULL CHECK (Start >= 0),
    Stop INTEGER NOT NULL,
    Coder INTEGER REFERENCES CODERS (ID) ON DELETE CASCADE,
    CHECK (Start < Stop)
);
CREATE TABLE DATABOOLEAN (
    ID INTEGER NOT NULL PRIMARY KEY,
    StatementId INTEGER NOT NULL REFERENCES STATEMENTS (ID) ON DELETE CASCADE,
    VariableId INTEGER NOT NULL REFERENCES VARIABLES (ID) ON DELETE CASCADE,
    Value INTEGER NOT NULL DEFAULT 1,
    UNIQUE (StatementId, VariableId)
);
CREATE TABLE DATAINTEGER (
    ID INTEGER NOT NULL PRIMARY KEY,
    StatementId INTEGER NOT NULL REFERENCES STATEMENTS (ID) ON DELETE CASCADE,
    VariableId INTEGER NOT NULL REFERENCES VARIABLES (ID) ON DELETE CASCADE,
    Value INTEGER NOT NULL DEFAULT 0,
    UNIQUE (StatementId, VariableId)
);
CREATE TABLE ENTITIES (
    ID INTEGER NOT NULL PRIMARY KEY,
    VariableId INTEGER NOT NULL REFERENCES VARIABLES (ID) ON DELETE CASCADE,
    Value TEXT NOT NULL DEFAULT '',
    Red INTEGER,
    Green INTEGER,
    Blue INTEGER,
    ChildOf INTEGER REFERENCES ENTITIES (ID) ON DELETE CASCADE,
    UNIQUE (VariableId, Value)
);
CREATE TABLE DATASHORTTEXT (
    ID INTEGER NOT NULL PRIMARY KEY,
    StatementId INTEGER NOT NULL REFERENCES STATEMENTS (ID) ON DELETE CASCADE,
    VariableId INTEGER NOT NULL REFERENCES VARIABLES (ID) ON DELETE CASCADE,
    Entity INTEGER NOT NULL REFERENCES ENTITIES (ID) ON DELETE CASCADE,
    UNIQUE (StatementId, VariableId)
);
CREATE TABLE DATALONGTEXT (
    ID INTEGER NOT NULL PRIMARY KEY,
    StatementId INTEGER NOT NULL REFERENCES STATEMENTS (ID) ON DELETE CASCADE,
    VariableId INTEGER NOT NULL REFERENCES VARIABLES (ID) ON DELETE CASCADE,
    Value TEXT DEFAULT '',
    UNIQUE (StatementId, VariableId)
);
CREATE TABLE ATTRIBUTEVARIABLES (
    ID INTEGER NOT NULL PRIMARY KEY,
    VariableId INTEGER NOT NULL REFERENCES VARIABLES (ID) ON DELETE CASCADE,
    AttributeVariable TEXT NOT NULL,
    UNIQUE (VariableId, AttributeVariable)
);
CREATE TABLE ATTRIBUTEVALUES (
    ID INTEGER NOT NULL PRIMARY KEY,
    EntityId INTEGER NOT NULL REFERENCES ENTITIES (ID) ON DELETE CASCADE,
    AttributeVariableId INTEGER NOT NULL REFERENCES ATTRIBUTEVARIABLES (ID) ON DELETE CASCADE,
    AttributeValue TEXT NOT NULL DEFAULT '',
    UNIQUE (EntityId, AttributeVariableId)
);

-- The version is the one whose tables these are: 3.0 and 3.1 open any that begins with 3.0.
INSERT INTO SETTINGS VALUES ('version', '3.0.8'), ('date', '2022-06-16');
INSERT INTO STATEMENTTYPES VALUES
    (1, 'DNA Statement', 239, 208, 51), (2, 'NPF Story Element', 100, 200, 190), (3, 'Annotation', 211, 211, 211);
-- The last two are ours: what the cue does, and where in the record the statement stands.
INSERT INTO VARIABLES VALUES
    (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1), (3, 'concept', 'short text', 1),
    (4, 'agreement', 'boolean', 1), (5, 'narrator', 'short text', 2), (6, 'victim', 'short text', 2),
    (7, 'villain', 'short text', 2), (8, 'plot', 'short text', 2), (9, 'hero', 'short text', 2),
    (10, 'policy solution', 'short text', 2), (11, 'note', 'long text', 3),
    (12, 'act', 'short text', 1), (13, 'permalink', 'long text', 1);
INSERT INTO ATTRIBUTEVARIABLES (VariableId, AttributeVariable) VALUES
    (1, 'Type'), (2, 'Type'), (3, 'Type'), (1, 'Alias'), (2, 'Alias'), (3, 'Alias'), (1, 'Notes'), (2, 'Notes'),
    (3, 'Notes'), (1, 'Country'), (2, 'Country'), (1, 'Sector'), (2, 'Sector'), (1, 'Record'), (2, 'Record');
