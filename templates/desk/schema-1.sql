-- schema-1.sql - the desk's tables, for SQLite and PostgreSQL alike. {number_key} is a primary
-- key that counts by itself. Values are as in the bundle: aliases where the site redacted.

CREATE TABLE bundle (
    number       {number_key},
    bundle_id    TEXT NOT NULL UNIQUE,      -- 64 hex digits
    pc           TEXT NOT NULL,             -- the same for all bundles of one PC
    site_key     TEXT NOT NULL,             -- id of the key that signed for the site
    case_number  TEXT NOT NULL,             -- '-': none was given
    machine      INTEGER NOT NULL,
    machines     INTEGER NOT NULL,
    sequence     BIGINT NOT NULL,
    is_newest    INTEGER NOT NULL,          -- of its PC
    role         TEXT NOT NULL,             -- good, failing, unknown
    profile      TEXT NOT NULL,
    pack         INTEGER NOT NULL,
    policy       TEXT NOT NULL,
    level        INTEGER NOT NULL,
    released_on  TEXT NOT NULL,             -- YYYY-MM-DD; '' where the sheet does not say
    month        TEXT NOT NULL,             -- YYYY-MM of that day, or of taken_on
    taken_on     TEXT NOT NULL,
    file_name    TEXT NOT NULL,
    size_bytes   BIGINT NOT NULL,
    maker        TEXT NOT NULL,
    model        TEXT NOT NULL,
    bios_version TEXT NOT NULL,
    bios_date    TEXT NOT NULL,
    must_fix     INTEGER NOT NULL,          -- how many findings
    warn         INTEGER NOT NULL,
    unread       INTEGER NOT NULL,
    is_latent    INTEGER NOT NULL,          -- it works, and would not after a reinstall
    signature    TEXT NOT NULL,             -- '101=2 102=3': what must be fixed, '' for nothing
    report_code  TEXT NOT NULL,             -- as it is said on the phone
    bundle_code  TEXT NOT NULL
);
CREATE UNIQUE INDEX bundle_order ON bundle (pc, sequence);
-- Each report reads one of these and nothing else, in the order in which it groups.
CREATE INDEX bundle_case ON bundle (is_newest, case_number, machine, must_fix, is_latent, month);
CREATE INDEX bundle_firmware ON bundle (is_newest, maker, model, bios_version, bios_date, must_fix);
CREATE INDEX bundle_signature ON bundle (is_newest, month, signature);

CREATE TABLE bundle_facts (
    number BIGINT PRIMARY KEY REFERENCES bundle (number),
    facts  BYTEA NOT NULL                   -- facts.json, packed by zstd
);

CREATE TABLE finding (
    number   BIGINT NOT NULL REFERENCES bundle (number),
    rule     INTEGER NOT NULL,
    verdict  TEXT NOT NULL,                 -- all but 'ok' and 'not-applicable'
    reason   INTEGER NOT NULL,              -- the spoken digit
    fact     TEXT NOT NULL,
    instance INTEGER NOT NULL,
    state    TEXT NOT NULL,
    value    TEXT NOT NULL
);
CREATE INDEX finding_bundle ON finding (number);

-- What tells one PC from another. An alias is the same only within its scope, one site and case.
CREATE TABLE identity (
    token  TEXT NOT NULL,
    kind   TEXT NOT NULL,                   -- system-serial, board-serial, uuid ...
    scope  TEXT NOT NULL,                   -- '' for a value that is not an alias
    number BIGINT NOT NULL REFERENCES bundle (number)
);
CREATE INDEX identity_token ON identity (token, kind, scope, number);
CREATE INDEX identity_bundle ON identity (number);
-- Those that stand in more than one PC.
CREATE TABLE duplicate (
    token TEXT NOT NULL,
    kind  TEXT NOT NULL,
    scope TEXT NOT NULL,
    PRIMARY KEY (token, kind, scope)
);

-- What came and was not taken in.
CREATE TABLE quarantine (
    sha256     TEXT PRIMARY KEY,            -- of the file; of a folder, of its path and the reason
    file_name  TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    error      INTEGER NOT NULL,            -- the number that is said on the phone
    detail     TEXT NOT NULL,
    first_on   TEXT NOT NULL,
    last_on    TEXT NOT NULL,
    times      INTEGER NOT NULL
);

-- A case that began on the phone: a spoken code, and the bundle once it is here.
CREATE TABLE spoken (
    case_number TEXT NOT NULL,
    kind        TEXT NOT NULL,              -- report, receipt, bundle
    code        TEXT NOT NULL,              -- the groups as they were read back
    signature   TEXT NOT NULL,
    heard_on    TEXT NOT NULL,
    number      BIGINT REFERENCES bundle (number),
    PRIMARY KEY (case_number, kind, code)
);
