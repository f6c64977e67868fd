// What differs and is right, each with its reason, and which values parameters are tried with.

const anywhere = /./;

/** [endpoint, finding]: the schema is wrong, or says less than the host sends. */
export const PINNED = [
  // The description of v1 lets `container` be any object: of a page it is the space, whose id is a number.
  [anywhere, /(^|\.)container\.(id: .*expected string|\w+: no such field)/],
  // It lets `metadata` have any field; the comment on a file is one in captures from Cloud.
  [anywhere, /(^|\.)metadata\.comment: no such field/],
  // It has the type of links for `metadata.properties`, which `expand=metadata.properties.{key}` contradicts.
  [anywhere, /(^|\.)metadata\.properties\.\w+: no such field/],
  // By v1's own rule whatever could be expanded is named beside what is; the host's source has it for this object, too.
  [anywhere, /(^|\.)contributors\.(_expandable|_links): no such field/],
  // A reference to nothing that is expanded is null: so a client shows Data Center's answer for a first version.
  [/expand=/, /(^|\.)(previousVersion|nextVersion|lastOwnedBy|homepage): .*received null/],
  // The formats stand in the description of `body-format`, and that of the answer has forgotten them.
  [/api\/v2\/.*body-format=(export_view|anonymous_export_view)/, /^body\.(export_view|anonymous_export_view): no such field/],
  // v2 writes null for what has no value, as for `description` and `icon` beside it.
  [/api\/v2\/spaces/, /homepageId: .*received null/],
];

/** Values for a parameter; of those that are not here, none is tried. */
export function VALUES(name) {
  if (name.startsWith('include-')) return ['true'];
  const values = {
    'body-format': ['storage', 'atlas_doc_format', 'view', 'export_view', 'anonymous_export_view', 'styled_view', 'editor'],
    'description-format': ['plain', 'view'],
    cursor: ['none'],
    depth: ['root', 'all', '2'],
    limit: ['1', '0', '-1', '1000', 'x'],
    location: ['inline', 'footer', 'resolved'],
    prefix: ['global', 'my'],
    sort: ['id', '-id', 'title', 'created-date', '-modified-date', 'key', '-name', 'child-position', 'nonsense'],
    start: ['1', '-1'],
    status: ['current', 'archived', 'trashed', 'any'],
    type: ['page', 'blogpost', 'global', 'personal'],
    version: ['1'],
  };
  return values[name] ?? [];
}
