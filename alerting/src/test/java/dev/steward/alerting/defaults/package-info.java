/** The rules that come with the program: each fault fires its rule, and normal load fires none. */
@NullMarked
package dev.steward.alerting.defaults;

import org.jspecify.annotations.NullMarked;
