package dev.steward.testkit.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * The image of a host: built by {@code debootstrap} once for each release and recipe.
 *
 * <p>The image's tag holds a hash of the recipe, so a changed recipe is built anew and an old image
 * is never taken for it. A file lock keeps test processes from building the same image side by
 * side.
 */
final class HostImage {

  private static final String RECIPE = "build-host-image";

  private HostImage() {}

  /** The name of the release's image, which exists in the Docker engine when this returns. */
  static String of(DebianRelease release) {
    byte[] recipe = recipe();
    String image = "steward-host:%s-%s".formatted(release.codename(), hash(recipe));
    Path lockFile = Path.of(System.getProperty("java.io.tmpdir"), "steward-host-image.lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid() || !exists(image)) {
        build(release, image, recipe);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return image;
  }

  private static boolean exists(String image) throws IOException {
    Process inspect =
        new ProcessBuilder("docker", "image", "inspect", image)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return await(inspect) == 0;
  }

  private static void build(DebianRelease release, String image, byte[] recipe) throws IOException {
    Path script = Files.createTempFile(RECIPE, ".sh");
    Path log = Files.createTempFile(RECIPE, ".log");
    try {
      Files.write(script, recipe);
      List<String> command = List.of("sh", script.toString(), release.codename(), image);
      Process build =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      build.getOutputStream().close();
      if (await(build) != 0) {
        throw new IllegalStateException(
            "host image " + image + ": the build failed%n%s".formatted(Files.readString(log)));
      }
    } finally {
      Files.deleteIfExists(script);
      Files.deleteIfExists(log);
    }
  }

  private static int await(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a host image", e);
    }
  }

  private static byte[] recipe() {
    try (InputStream in = HostImage.class.getResourceAsStream(RECIPE)) {
      return Objects.requireNonNull(in, RECIPE).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
