/* When the editor has saved by itself, Wagtail draws every comment anew from the answer, which knows only those of the
   moment at which the saving began. What was written on comments since then would be gone without a word, and no later
   saving would have it. So the answer is left aside where it brings nothing new; else what it lacks is put back. */
{
  const app = () => window.comments?.commentApp;
  const state = () => app().store.getState();
  const comments = () => app().selectors.selectComments(state());
  const isSent = (comment) => comment.mode !== "creating"; // one that is still written has no place in the form

  let sent = null; // the comments as the saving under way has them, by their numbers on this screen
  let bringsNews = false; // it carries something that the server does not have yet

  // What is half written is in no answer; the rest only where it was changed after the answer's moment.
  const drafts = ({ mode, newText, newReply }) => ({ mode, newText, newReply });
  const changes = (comment, was) =>
    ["text", "resolved", "deleted"].filter((name) => comment[name] !== was[name]).map((name) => [name, comment[name]]);

  const takeOver = (answer) => {
    const { updateComment, deleteComment, addReply, setFocusedComment } = app().actions;
    const put = (action) => app().store.dispatch(action);
    const before = comments();
    const { focusedComment, forceFocus } = state().comments;

    app().updateData(answer);
    // The answer has the comments in the order in which the form had them.
    const drawn = new Map([...comments().values()].map(({ remoteId, localId }) => [remoteId, localId]));
    const numbers = new Map(
      [...sent.values()].filter(isSent).map(({ localId }, row) => [localId, drawn.get(answer.comments[row]?.pk)]),
    );

    for (const comment of before.values()) {
      const was = sent.get(comment.localId);
      let number = numbers.get(comment.localId);
      if (!numbers.has(comment.localId)) {
        number = app().makeComment(comment.annotation, comment.contentpath, comment.position);
        numbers.set(comment.localId, number);
        // The mark beside the field went with the old drawing; a comment without one gets another.
        const { text, replies } = comment;
        put(updateComment(number, { ...drafts(comment), text, replies, annotation: null }));
      } else if (number) {
        put(updateComment(number, { ...drafts(comment), ...Object.fromEntries(changes(comment, was)) }));
        for (const reply of comment.replies.values()) {
          // Their numbers begin anew as well: far from those that the next ones get.
          if (!was.replies.has(reply.localId)) put(addReply(number, { ...reply, localId: reply.localId + 1_000_000 }));
        }
      }
    }
    for (const [old, number] of numbers) {
      if (number && !before.has(old)) put(deleteComment(number));
    }
    put(setFocusedComment(numbers.get(focusedComment) ?? null, { updatePinnedComment: true, forceFocus }));
  };

  document.addEventListener("w-autosave:save", () => {
    if (!app()) return;
    sent = comments();
    bringsNews = app().selectors.selectIsDirty(state());
  });

  // Before Wagtail's own listener, which finds no comments in the answer any more.
  document.addEventListener(
    "w-autosave:success",
    ({ detail }) => {
      const answer = detail?.data?.comments;
      if (!answer || !sent) return;
      delete detail.data.comments;
      if (bringsNews) takeOver(answer);
      sent = null;
    },
    true,
  );
}
