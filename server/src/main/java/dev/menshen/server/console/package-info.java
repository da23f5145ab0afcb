/**
 * The console: server-rendered pages in Chinese and English, made interactive with htmx.
 *
 * <p>A page is a template that fills {@code templates/layout.html}; its styles come from the one
 * style sheet {@code static/console/console.css}, its words from the bundles {@code
 * i18n/console*.properties}. Pages work without JavaScript, under a content security policy that
 * allows nothing inline, and ask no other host for anything. A script is one ES module that imports
 * no other: links to scripts carry a digest of the content, which an import could not.
 *
 * <p>Texts that people try out on a page are judged and forgotten: they are echoed into the answer
 * of the one who sent them, marked {@code no-store}, and kept nowhere else.
 */
@NullMarked
package dev.menshen.server.console;

import org.jspecify.annotations.NullMarked;
