package dev.steward.testkit.plugin;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Boots a host for each invocation of an {@link OnDebian} test, and removes it afterwards. */
final class RealHostExtension implements TestTemplateInvocationContextProvider {

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), OnDebian.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    OnDebian onDebian = context.getRequiredTestMethod().getAnnotation(OnDebian.class);
    return Arrays.stream(Objects.requireNonNull(onDebian).value()).map(Invocation::new);
  }

  private record Invocation(DebianRelease release) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int invocationIndex) {
      return "Debian " + release.version() + " (" + release.codename() + ")";
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new HostParameter(release));
    }
  }

  /** Resolves the {@link RealHost} parameter; JUnit closes the host with the invocation's store. */
  private record HostParameter(DebianRelease release) implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
        ExtensionContext.Namespace.create(RealHostExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == RealHost.class;
    }

    @Override
    public RealHost resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getStore(NAMESPACE)
          .computeIfAbsent(RealHost.class, unused -> RealHost.start(release), RealHost.class);
    }
  }
}
