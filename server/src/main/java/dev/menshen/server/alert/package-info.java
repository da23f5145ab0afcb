/**
 * Tells people what policies want them to know at once, and what is wrong with the server itself:
 * the first alert of a kind at once, the others of a while as one summary. Alerts are events, which
 * webhooks get as they are and channels (mail, chats) as a few lines. They hold no text.
 */
@NullMarked
package dev.menshen.server.alert;

import org.jspecify.annotations.NullMarked;
