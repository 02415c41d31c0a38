package dev.steward.server;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The parts of the server: every component and configuration class below this package. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
class ServerConfiguration {}
