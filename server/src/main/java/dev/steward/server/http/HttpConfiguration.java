package dev.steward.server.http;

import dev.steward.server.settings.ListenAddress;
import dev.steward.server.settings.ServerKeys;
import dev.steward.server.settings.ServerSettings;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.websocket.server.WsSci;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** The web server: Tomcat with a virtual thread for each request, and Spring MVC in it. */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
class HttpConfiguration {
  /** Longest request line with all headers; queries come as POST when they are longer. */
  private static final int MAX_HEADER_BYTES = 64 * 1024;

  @Bean
  TomcatServletWebServerFactory webServer(
      ServerSettings settings, ObjectProvider<SecondConnector> seconds) {
    TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory();
    InetSocketAddress address = ListenAddress.of(settings.http().listen(), ServerKeys.HTTP);
    factory.setAddress(address.getAddress());
    factory.setPort(address.getPort());
    factory.setRegisterDefaultServlet(false);
    factory.setShutdown(Shutdown.GRACEFUL);
    factory.setDisableMBeanRegistry(true);
    factory.addProtocolHandlerCustomizers(
        handler -> handler.setExecutor(Executors.newVirtualThreadPerTaskExecutor()));
    factory.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(tersePage()),
        context -> context.getPipeline().addValve(new ClientWatch()),
        // The WebSocket container: a handler asks it to change the protocol of its request.
        context -> context.addServletContainerInitializer(new WsSci(), null));
    factory.addConnectorCustomizers(connector -> {
      connector.setProperty("maxHttpRequestHeaderSize", Integer.toString(MAX_HEADER_BYTES));
      connector.setProperty("relaxedQueryChars", "{}[]|^`\"<>");
      connector.setXpoweredBy(false);
    });
    seconds.stream()
        .flatMap(second -> second.connector().stream())
        .forEach(factory::addAdditionalConnectors);
    return factory;
  }

  @Bean
  ServletRegistrationBean<DispatcherServlet> dispatcher(WebApplicationContext context) {
    DispatcherServlet servlet = new DispatcherServlet();
    // Given so, the servlet does not close the context when the web server stops.
    servlet.setApplicationContext(context);
    ServletRegistrationBean<DispatcherServlet> registration =
        new ServletRegistrationBean<>(servlet, "/");
    registration.setLoadOnStartup(1);
    return registration;
  }

  /**
   * Answers an address that there is not with its status alone, and not with the web server's
   * version.
   */
  private static ErrorReportValve tersePage() {
    ErrorReportValve valve = new ErrorReportValve();
    valve.setShowServerInfo(false);
    valve.setShowReport(false);
    return valve;
  }
}
