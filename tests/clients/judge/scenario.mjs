// What is put on the site before it is judged, and the calls that change it.

const storage = (value) => ({ representation: 'storage', value });

/** A site with one of each thing, made by the calls that make it. */
export async function prepare({ named, judged, v1 }) {
  const { key, id: spaceId } = await named('createSpace', { key: 'JUDGE', name: 'Judged', description: { plain: { value: 'All of it', representation: 'plain' } } });
  const space = String(spaceId);
  const page = (title, more = {}) => named('createPage', { body: { spaceId: space, title, status: 'current', body: storage('<p>text</p>'), ...more }, ...more.query });
  const top = await page('Top');
  const child = await page('Child', { parentId: top.id });
  const second = await page('Second', { parentId: top.id });
  const blog = await named('createBlogPost', { body: { spaceId: space, title: 'News', status: 'current', body: storage('<p>news</p>') } });
  const footer = await named('createFooterComment', { pageId: top.id, body: storage('<p>one</p>') });
  const reply = await named('createFooterComment', { parentCommentId: footer.id, body: storage('<p>two</p>') });
  const onPost = await named('createFooterComment', { blogPostId: blog.id, body: storage('<p>three</p>') });
  const inline = await named('createInlineComment', {
    pageId: top.id, body: storage('<p>four</p>'), inlineCommentProperties: { textSelection: 'text', textSelectionMatchCount: 1, textSelectionMatchIndex: 0 },
  });
  const inlineReply = await named('createInlineComment', { parentCommentId: inline.id, body: storage('<p>five</p>') });
  for (const id of [top.id, blog.id]) await named('addLabelsToContent', { id, body: [{ prefix: 'global', name: 'judged' }] });
  const files = new FormData();
  files.append('file', new Blob(['bytes'], { type: 'text/plain' }), 'ä.txt');
  files.append('comment', 'said');
  const upload = (method, path, form) => judged(method, path, v1.ContentArraySchema, { body: form, headers: { 'x-atlassian-token': 'nocheck' } });
  const uploaded = await upload('POST', `/wiki/rest/api/content/${top.id}/child/attachment`, files);
  const file = uploaded.data.results[0];
  const property = await named('createPageProperty', { pageId: top.id, key: 'k', value: { a: 1 } });
  const ofPost = await named('createBlogpostProperty', { blogpostId: blog.id, key: 'k', value: 1 });
  const ofFile = await named('createAttachmentProperty', { attachmentId: file.id, key: 'k', value: 1 });
  const ofComment = await named('createCommentProperty', { commentId: footer.id, key: 'k', value: 1 });
  const { accountId } = await named('getCurrentUser', {});
  await named('createUserProperty', { userId: accountId, key: 'k', value: { a: 1 } });
  await named('updatePage', { id: top.id, body: { id: top.id, status: 'current', title: 'Top', spaceId: space, body: storage('<p>text, changed</p>'), version: { number: 2, message: 'changed' } } });
  const other = await named('createSpace', { key: 'GONE', name: 'Gone' });
  const task = await named('deleteSpace', { spaceKey: other.key });
  const labels = await named('getPageLabels', { id: top.id });
  const world = {
    key, space, accountId, file, property, ofPost, ofFile, ofComment, reply, second, child, onPost, inlineReply,
    page: top.id, post: blog.id, footer: footer.id, inline: inline.id, label: labels.results[0].id, task: task.id, upload,
    needed: { accountId, cql: 'type = page', operationKey: 'read' },
  };
  const content = ['expand', 'status', 'version'];
  const list = ['expand', 'start', 'limit'];
  world.deprecated = [
    ['/wiki/rest/api/content', 'ContentArraySchema', [...list, 'spaceKey', 'type', 'status']],
    ...[top.id, blog.id, footer.id, inline.id, file.id].map((id) => [`/wiki/rest/api/content/${id}`, 'ContentSchema', content]),
    [`/wiki/rest/api/content/${top.id}/child/page`, 'ContentArraySchema', list],
    [`/wiki/rest/api/content/${top.id}/child/comment`, 'ContentArraySchema', [...list, 'depth', 'location']],
    [`/wiki/rest/api/content/${top.id}/child/attachment`, 'ContentArraySchema', [...list, 'filename', 'mediaType']],
    [`/wiki/rest/api/content/${top.id}/child`, 'ContentChildrenSchema', ['expand']],
    [`/wiki/rest/api/content/${top.id}/descendant`, 'ContentChildrenSchema', ['expand']],
    [`/wiki/rest/api/content/${top.id}/label`, 'LabelArraySchema', ['start', 'limit', 'prefix']],
    [`/wiki/rest/api/content/${top.id}/property`, 'ContentPropertyArraySchema', list],
    [`/wiki/rest/api/content/${top.id}/property/k`, 'ContentPropertySchema', ['expand']],
    [`/wiki/rest/api/content/${top.id}/history`, 'ContentHistorySchema', ['expand']],
    [`/wiki/rest/api/content/${top.id}/version`, 'VersionArraySchema', list],
    [`/wiki/rest/api/content/${top.id}/version/1`, 'VersionSchema', ['expand']],
    ['/wiki/rest/api/content/7/history/1/macro/id/m', 'MacroInstanceSchema', []],
    ['/wiki/rest/api/space', 'SpaceArraySchema', [...list, 'spaceKey', 'type']],
    [`/wiki/rest/api/space/${key}`, 'SpaceSchema', ['expand']],
    [`/wiki/rest/api/space/${key}/content`, undefined, list],
    [`/wiki/rest/api/space/${key}/content/page`, 'ContentArraySchema', [...list, 'depth']],
  ];
  return world;
}

/** A path of the package, `<name>` for its parameters, with what is on the site; nothing where there is no such thing. */
export function filled(url, world) {
  const of = { pages: world.page, blogposts: world.post, 'footer-comments': world.footer, 'inline-comments': world.inline, attachments: world.file.id, labels: world.label, spaces: world.space, comments: world.footer };
  const segments = url.split('/');
  const whole = segments.map((segment, at) => {
    const before = segments[at - 1];
    if (!segment.includes('<')) return segment;
    if (of[before]) return of[before];
    if (before === 'properties') {
      const properties = { blogposts: world.ofPost, attachments: world.ofFile, comments: world.ofComment };
      return (properties[segments[at - 3]] ?? world.property).id;
    }
    if (before === 'property') return 'k';
    if (segments.includes('macro')) return { content: '7', history: '1', id: 'm' }[before] ?? 'view';
    if (before === 'longtask') return world.task;
    if (before === 'space') return world.key;
    if (before === 'user') return world.accountId;
    if (before === 'attachment') return world.file.id;
    if (before === 'content') return world.page;
    if (before === 'versions' || before === 'version' || before === 'history') return '1';
    if (before === 'descendant' || before === 'child') return 'page';
    return '999999999';
  });
  return whole.join('/');
}

/** The calls that change something and were not needed to make the site. */
export async function scenario({ named, judged, v1, v2 }, world) {
  const { page, post, space, key, accountId, file, second, child } = world;
  const put = (path, schema, body) => judged('PUT', path, schema, { body });
  const content = (path) => `/wiki/rest/api/content/${path}`;
  await judged('POST', '/wiki/rest/api/content', v1.ContentSchema, { body: { type: 'page', title: 'V1', space: { key }, ancestors: [{ id: page }], body: { storage: storage('x') } } });
  await put(content(post), v1.ContentSchema, { type: 'blogpost', title: 'News', version: { number: 2 }, body: { storage: storage('y') } });
  await named('updateBlogPost', { id: post, body: { id: post, status: 'current', title: 'News', body: storage('z'), version: { number: 3 } } });
  await named('updateFooterComment', { commentId: world.footer, body: { version: { number: 2 }, body: storage('<p>changed</p>') } });
  await named('updateInlineComment', { commentId: world.inline, version: { number: 2 }, body: storage('<p>changed</p>'), resolved: true });
  await named('updatePagePropertyById', { pageId: page, propertyId: world.property.id, key: 'k', value: 2, version: { number: 2 } });
  await named('updateBlogpostPropertyById', { blogpostId: post, propertyId: world.ofPost.id, key: 'k', value: 2, version: { number: 2 } });
  await named('updateAttachmentPropertyById', { attachmentId: file.id, propertyId: world.ofFile.id, key: 'k', value: 2, version: { number: 2 } });
  await named('updateCommentPropertyById', { commentId: world.footer, propertyId: world.ofComment.id, key: 'k', value: 2, version: { number: 2 } });
  await named('deleteAttachmentPropertyById', { attachmentId: file.id, propertyId: world.ofFile.id });
  await named('deleteCommentPropertyById', { commentId: world.footer, propertyId: world.ofComment.id });
  await judged('POST', content(`${page}/property`), v1.ContentPropertySchema, { body: { key: 'v1', value: { a: 1 } } });
  await put(content(`${page}/property/v1`), v1.ContentPropertySchema, { key: 'v1', value: ['b'], version: { number: 2 } });
  await judged('DELETE', content(`${page}/property/v1`));
  await named('restoreContentVersion', { id: page, operationKey: 'restore', params: { versionNumber: 1, message: 'back' } });
  await named('deleteContentVersion', { id: page, versionNumber: 1 });
  await named('movePage', { pageId: second.id, position: 'before', targetId: child.id });
  await named('copyPage', { id: page, copyAttachments: true, copyLabels: true, copyProperties: true, destination: { type: 'parent_page', value: child.id }, pageTitle: 'Copied' });
  await named('copyPageHierarchy', { id: child.id, copyAttachments: true, destinationPageId: second.id, titleOptions: { prefix: 'Copy of ' } });
  await named('checkContentPermission', { id: page, subject: { type: 'user', identifier: accountId }, operation: 'read' });
  await named('createBulkUserLookup', { body: { accountIds: [accountId] } });
  await named('updateUserProperty', { userId: accountId, key: 'k', value: { a: 2 } });
  await named('deleteUserProperty', { userId: accountId, key: 'k' });
  await named('createSpace', { body: { key: 'V2', name: 'Of v2' } }, v2);
  await named('updateSpace', { spaceKey: key, name: 'Judged again', description: { plain: { value: 'x', representation: 'plain' } }, homepage: { id: page } });
  const form = () => {
    const form = new FormData();
    form.append('file', new Blob(['more']), 'more.bin');
    return form;
  };
  await world.upload('PUT', content(`${page}/child/attachment`), form());
  await put(content(`${page}/child/attachment/${file.id}`), v1.ContentSchema, { id: file.id, type: 'attachment', version: { number: 1 }, title: 'b.txt', metadata: { mediaType: 'text/html' } });
  await judged('POST', content(`${page}/child/attachment/${file.id}/data`), v1.ContentSchema, { body: form(), headers: { 'x-atlassian-token': 'nocheck' } });
  await named('getAttachmentVersions', { id: file.id });
  await named('getAttachments', { status: ['current'] });
  await named('removeLabelFromContent', { id: page, label: 'judged' });
  await named('removeLabelFromContentUsingQueryParameter', { id: post, name: 'judged' });
  await named('deletePagePropertyById', { pageId: page, propertyId: world.property.id });
  await named('deleteBlogpostPropertyById', { blogpostId: post, propertyId: world.ofPost.id });
  await named('deleteAttachment', { id: file.id });
  await named('archivePages', { pages: [{ id: Number(second.id) }] });
  await named('deleteInlineComment', { commentId: world.inlineReply.id });
  await named('deleteFooterComment', { commentId: world.reply.id });
  await named('deleteBlogPost', { id: post });
  await judged('DELETE', content(post), undefined, { query: { status: 'trashed' } });
  await named('deletePageTree', { id: child.id });
  await named('deletePage', { id: page });
  await named('getPages', { status: ['trashed'], spaceId: [space] });
  await named('deletePage', { id: page, purge: true });
  await named('deleteSpace', { spaceKey: key });
}
