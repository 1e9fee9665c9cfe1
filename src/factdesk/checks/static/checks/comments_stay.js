/* When the editor has saved by itself, Wagtail draws every comment anew from the answer, which knows only those of the
   moment at which the saving began. What was written on comments since then would be gone without a word, and no later
   saving would have it. So the answer is left aside where it brings nothing new; else what it lacks is put back.
   After each answer Wagtail also takes the form as it then is for what was saved: a comment that was finished meanwhile
   would wait for the next change of something else. So another saving is begun for it. */
{
  const app = () => window.comments?.commentApp;
  const state = () => app().store.getState();
  const comments = () => app().selectors.selectComments(state());
  const isSent = (comment) => comment.mode !== "creating"; // one that is still written has no place in the form

  // Of each saving under way, by what began it: the comments as it has them, by their numbers on this screen, and
  // whether it carries something that the server does not have yet.
  const savings = new Map();
  let more = false; // something was finished after the saving began that was answered last

  // What is half written is in no answer; the rest only where it was changed after the answer's moment.
  const drafts = ({ mode, newText, newReply }) => ({ mode, newText, newReply });
  const changes = (comment, was) =>
    ["text", "resolved", "deleted"].filter((name) => comment[name] !== was[name]).map((name) => [name, comment[name]]);

  const isNews = (sent) => (comment) => {
    const was = sent.get(comment.localId);
    if (!isSent(comment)) return false;
    return !was || !isSent(was) || changes(comment, was).length > 0 || comment.replies.size !== was.replies.size;
  };

  const takeOver = (sent, answer) => {
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
    // A saving that began before this answer knows them by their old numbers.
    for (const saving of savings.values()) {
      saving.sent = new Map(
        [...saving.sent.values()].map((comment) => {
          const localId = numbers.get(comment.localId) ?? comment.localId;
          return [localId, { ...comment, localId }];
        }),
      );
    }
  };

  document.addEventListener("w-autosave:save", ({ detail }) => {
    if (app()) savings.set(detail.trigger, { sent: comments(), bringsNews: app().selectors.selectIsDirty(state()) });
  });

  // Before Wagtail's own listener, which finds no comments in the answer any more.
  document.addEventListener(
    "w-autosave:success",
    ({ detail }) => {
      const saving = savings.get(detail.trigger);
      const answer = detail.data?.comments;
      if (!saving) return;
      // What began earlier and has no answer yet went out together with this one.
      for (const trigger of [...savings.keys()]) {
        savings.delete(trigger);
        if (trigger === detail.trigger) break;
      }
      if (!answer) return;
      delete detail.data.comments;
      // One that is under way may carry it: its own answer tells.
      more = savings.size === 0 && [...comments().values()].some(isNews(saving.sent));
      if (saving.bringsNews) takeOver(saving.sent, answer);
    },
    true,
  );

  // After Wagtail's, on the form itself.
  document.addEventListener("w-autosave:success", ({ target }) => {
    if (more) target.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, detail: { type: "edits" } }));
    more = false;
  });
}
