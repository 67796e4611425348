/** Version of the file's layout; a file of another version is refused with a cure, never migrated silently. */
export const schemaVersion = "2";

/**
 * Times are milliseconds since 1970 of the tenant's clock. `sequence` is the order of lists and the key of paging. A `scope` is
 * a directory scope ("/", "/administrativeUnits/{id}", "/{objectId}") or "app:" and an app scope; in the plane "azure" an ARM scope.
 * An assignment made past PIM is a schedule without `created_using`, in every plane.
 */
const core = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE directory_objects (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, created INTEGER NOT NULL,
  display_name TEXT COLLATE NOCASE, login TEXT COLLATE NOCASE, json TEXT NOT NULL);
CREATE INDEX directory_objects_by_kind ON directory_objects (kind, sequence);
CREATE INDEX directory_objects_by_name ON directory_objects (kind, display_name);
CREATE INDEX directory_objects_by_login ON directory_objects (kind, login);

CREATE TABLE links (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL, relation TEXT NOT NULL, target TEXT NOT NULL, UNIQUE (source, relation, target));
CREATE INDEX links_by_target ON links (target, relation);

CREATE TABLE role_definitions (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL COLLATE NOCASE, built_in INTEGER NOT NULL, json TEXT NOT NULL);
CREATE INDEX role_definitions_by_name ON role_definitions (display_name);

CREATE TABLE policies (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  guid TEXT NOT NULL UNIQUE, scope_type TEXT NOT NULL, scope_id TEXT NOT NULL, role TEXT NOT NULL,
  rules TEXT NOT NULL, modified INTEGER, modified_by TEXT, UNIQUE (scope_type, scope_id, role));

CREATE TABLE schedules (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  plane TEXT NOT NULL, id TEXT NOT NULL, family TEXT NOT NULL, kind TEXT NOT NULL,
  principal TEXT NOT NULL, role TEXT NOT NULL, scope TEXT NOT NULL,
  created_using TEXT, created INTEGER, modified INTEGER, made INTEGER,
  start INTEGER NOT NULL, finish INTEGER, expiration TEXT NOT NULL, activated_using TEXT, visible INTEGER NOT NULL,
  details TEXT NOT NULL,
  UNIQUE (plane, family, id), UNIQUE (plane, family, kind, principal, role, scope));
CREATE INDEX schedules_by_family ON schedules (plane, family);
CREATE INDEX schedules_by_principal ON schedules (plane, family, principal);
CREATE INDEX schedules_by_role ON schedules (plane, family, role);
CREATE INDEX schedules_by_scope ON schedules (plane, family, scope);
CREATE INDEX schedules_by_finish ON schedules (plane, finish) WHERE finish IS NOT NULL;

CREATE TABLE schedule_requests (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  plane TEXT NOT NULL, id TEXT NOT NULL, family TEXT NOT NULL,
  principal TEXT NOT NULL, role TEXT NOT NULL, scope TEXT NOT NULL,
  action TEXT NOT NULL, status TEXT NOT NULL, created INTEGER NOT NULL, completed INTEGER,
  target_schedule TEXT, approval TEXT, expires INTEGER, json TEXT NOT NULL, UNIQUE (plane, family, id));
CREATE INDEX schedule_requests_by_family ON schedule_requests (plane, family);
CREATE INDEX schedule_requests_by_tuple ON schedule_requests (plane, family, principal, role);
CREATE INDEX schedule_requests_by_role ON schedule_requests (plane, family, role);
CREATE INDEX schedule_requests_by_scope ON schedule_requests (plane, family, scope);
CREATE INDEX schedule_requests_by_approval ON schedule_requests (approval) WHERE approval IS NOT NULL;
CREATE INDEX schedule_requests_pending ON schedule_requests (plane) WHERE status LIKE 'Pending%';
CREATE INDEX schedule_requests_by_target ON schedule_requests (target_schedule);
CREATE INDEX schedule_requests_by_created ON schedule_requests (created);

CREATE TABLE documents (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  family TEXT NOT NULL, id TEXT NOT NULL COLLATE NOCASE, json TEXT NOT NULL, UNIQUE (family, id));

CREATE TABLE sign_ins (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, json TEXT NOT NULL);

CREATE TABLE request_log (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, status INTEGER NOT NULL,
  page INTEGER NOT NULL, write INTEGER NOT NULL, batch INTEGER);

CREATE TABLE changes (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL, request INTEGER, actor TEXT NOT NULL,
  family TEXT NOT NULL, key TEXT NOT NULL, before TEXT, after TEXT);
CREATE INDEX changes_by_key ON changes (family, key);
`;

/** Values of credentials are kept as they are: the tenant is a toy, and its secrets are printed for everybody to use. */
const signIn = `
CREATE TABLE credentials (principal TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL);
CREATE INDEX credentials_by_principal ON credentials (principal, kind);
CREATE TABLE app_roles (
  principal TEXT NOT NULL, permission TEXT NOT NULL, PRIMARY KEY (principal, permission)) WITHOUT ROWID;
CREATE TABLE device_codes (
  code TEXT PRIMARY KEY, user_code TEXT NOT NULL, client TEXT NOT NULL, scope TEXT NOT NULL, expires INTEGER NOT NULL,
  approved_by TEXT, mfa INTEGER NOT NULL) WITHOUT ROWID;
`;

/** The hierarchy of Azure. `id` and `parent` are paths; the parent of what lies directly in the tenant is "/". */
const arm = `
CREATE TABLE arm_scopes (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE COLLATE NOCASE, parent TEXT NOT NULL COLLATE NOCASE, kind TEXT NOT NULL,
  display_name TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX arm_scopes_by_parent ON arm_scopes (parent, sequence);
CREATE INDEX arm_scopes_by_kind ON arm_scopes (kind, sequence);
`;

/** `due`: when time changes the row next, null for never. */
const accessReviews = `
CREATE TABLE access_reviews (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE, plane TEXT NOT NULL, scope TEXT NOT NULL,
  created INTEGER NOT NULL, modified INTEGER, created_by TEXT NOT NULL,
  begun INTEGER NOT NULL, due INTEGER, shown TEXT NOT NULL, plan TEXT NOT NULL);
CREATE INDEX access_reviews_by_due ON access_reviews (due) WHERE due IS NOT NULL;

CREATE TABLE access_review_instances (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE, review TEXT NOT NULL, start INTEGER NOT NULL, finish INTEGER NOT NULL,
  status TEXT NOT NULL, stage INTEGER NOT NULL, due INTEGER, json TEXT NOT NULL);
CREATE INDEX access_review_instances_by_review ON access_review_instances (review);
CREATE INDEX access_review_instances_by_due ON access_review_instances (due) WHERE due IS NOT NULL;

CREATE TABLE access_review_decisions (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE, instance TEXT NOT NULL, stage INTEGER NOT NULL, principal TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX access_review_decisions_by_instance ON access_review_decisions (instance);
`;

/** One text per family of tables; a new family adds its own. */
export const schema: string = [core, signIn, arm, accessReviews].join("\n");
