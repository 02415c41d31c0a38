/** LogQL's syntax: lexer, parser and a sealed tree whose nodes print themselves. */
@NullMarked
package dev.steward.query.logql.syntax;

import org.jspecify.annotations.NullMarked;
