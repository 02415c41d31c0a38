/**
 * Go's text templates: parse once, execute with data many times. The functions that templates may
 * call beside the language's own are given by whoever owns the templates.
 *
 * <p>Source: the documentation of Go's packages text/template and fmt.
 */
@NullMarked
package dev.steward.query.template;

import org.jspecify.annotations.NullMarked;
