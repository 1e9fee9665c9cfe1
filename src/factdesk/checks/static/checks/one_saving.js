/* The editor saves by itself after each change. Where a button saves it while that goes on, two requests write one page,
   and a comment that the one has kept the other takes back. So a button waits until the saving that has begun is over,
   and none begins after it was pressed. */
{
  const LONGEST_WAIT = 15_000; // milliseconds; then the button goes first, whatever became of the saving
  const TO_SETTLE = 50; // milliseconds in which the form takes over what the answer brought, numbers of comments too
  let savings = 0;
  let leaving = false;
  let waiting = null;

  const editor = () => document.querySelector("form[data-edit-form]");

  const go = () => {
    const send = waiting;
    waiting = null;
    send?.();
  };

  const wait = (send) => {
    waiting = send;
    setTimeout(() => {
      if (waiting === send) {
        savings = 0;
        go();
      }
    }, LONGEST_WAIT);
  };

  const over = () =>
    setTimeout(() => {
      savings = Math.max(0, savings - 1);
      if (!savings) go();
    }, TO_SETTLE);

  document.addEventListener("w-autosave:save", (event) => {
    if (leaving || waiting) {
      event.preventDefault(); // the button saves all of it
    } else {
      savings += 1;
    }
  });
  document.addEventListener("w-autosave:success", over);
  document.addEventListener("w-autosave:error", over);

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (form !== editor()) return;
      if (savings) {
        event.preventDefault();
        event.stopImmediatePropagation();
        const { submitter } = event;
        // The saving draws parts of the form anew, the button perhaps among them.
        wait(() => form.requestSubmit(submitter?.isConnected ? submitter : null));
      } else {
        leaving = true;
      }
    },
    true,
  );

  // A reviewer's decision is sent by a script, which no "submit" event announces.
  document.addEventListener("DOMContentLoaded", () => {
    const form = editor();
    if (!form) return;
    form.submit = () => {
      if (savings) {
        wait(() => form.submit());
      } else {
        leaving = true;
        HTMLFormElement.prototype.submit.call(form);
      }
    };
  });

  // Back again from the page that followed.
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
}
