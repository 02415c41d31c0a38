package dev.steward.server.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a handler, or a class of them, that takes POST, PUT, PATCH or DELETE and still changes no
 * host, plugin, user or setting: a query in a form, or ingest. Every other such handler asks for
 * the {@link AdminToken}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface WithoutToken {}
