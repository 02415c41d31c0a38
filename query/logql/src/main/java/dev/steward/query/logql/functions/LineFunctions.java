package dev.steward.query.logql.functions;

import dev.steward.query.template.Functions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** All functions of LogQL's templates but those that look at the line worked on. */
public final class LineFunctions {
  private LineFunctions() {}

  /** The functions, with a clock for {@code now}. */
  public static Functions all(InstantSource clock) {
    List<dev.steward.query.template.Function> all = new ArrayList<>();
    all.addAll(TextFunctions.all());
    all.addAll(CuttingFunctions.all());
    all.addAll(RegexFunctions.all());
    all.addAll(IntegerFunctions.all());
    all.addAll(FractionFunctions.all());
    all.addAll(ConversionFunctions.all());
    all.addAll(DateFunctions.all(clock));
    return Functions.BUILT_IN.with(all);
  }
}
