@NullMarked
package dev.steward.logstore.template;

import org.jspecify.annotations.NullMarked;
