/**
 * The smallest working plugin: it keeps the message of the day, which a host shows at login. A new
 * plugin starts as a copy of this project.
 */
@NullMarked
package dev.steward.plugin.template;

import org.jspecify.annotations.NullMarked;
