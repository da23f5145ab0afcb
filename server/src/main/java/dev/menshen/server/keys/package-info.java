/**
 * API keys. A key is a name with scopes, and perhaps one tenant; what programs send is one of its
 * secrets, of which the database holds keyed digests only.
 */
@NullMarked
package dev.menshen.server.keys;

import org.jspecify.annotations.NullMarked;
