package dev.steward.spi.text;

/** Bounds repetitions of repetitions, each of which may be within bounds. */
final class RepeatLimit {
  private RepeatLimit() {}

  /** Whether no innermost part is repeated more than so many times. */
  static boolean allows(RegexNode node, int budget) {
    return switch (node) {
      case RegexNode.Any any -> true;
      case RegexNode.Place place -> true;
      case RegexNode.Group group -> allows(group.part(), budget);
      case RegexNode.Sequence sequence ->
          sequence.parts().stream().allMatch(part -> allows(part, budget));
      case RegexNode.Choice choice ->
          choice.options().stream().allMatch(option -> allows(option, budget));
      case RegexNode.Repeat repeat -> {
        int times = Math.max(repeat.min(), repeat.max());
        yield times <= budget && allows(repeat.part(), times > 1 ? budget / times : budget);
      }
    };
  }
}
