package dev.steward.server.prometheus;

import dev.steward.query.promql.syntax.DurationExpr;
import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.promql.syntax.FunctionSignature;
import dev.steward.query.promql.syntax.TimeShift;
import dev.steward.query.promql.syntax.ValueType;
import dev.steward.query.value.VectorMatching;
import dev.steward.spi.select.LabelMatcher;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A query's syntax tree as Prometheus' {@code parse_query} writes it, for tree views. Durations are
 * milliseconds. Source: Prometheus, {@code web/api/v1/translate_ast}.
 */
final class SyntaxTreeJson {
  private final JsonGenerator json;

  SyntaxTreeJson(JsonGenerator json) {
    this.json = json;
  }

  void write(@Nullable Expr expr) {
    switch (expr) {
      case null -> json.writeNull();
      case Expr.NumberLiteral number -> {
        start("numberLiteral");
        json.writeStringProperty("val", plain(number.value()));
        json.writeEndObject();
      }
      case Expr.StringLiteral text -> {
        start("stringLiteral");
        json.writeStringProperty("val", text.text());
        json.writeEndObject();
      }
      case Expr.Parenthesised parenthesised -> {
        start("parenExpr");
        child("expr", parenthesised.inner());
        json.writeEndObject();
      }
      case Expr.Unary unary -> {
        start("unaryExpr");
        json.writeStringProperty("op", unary.negative() ? "-" : "+");
        child("expr", unary.operand());
        json.writeEndObject();
      }
      case Expr.Binary binary -> binary(binary);
      case Expr.Aggregation aggregation -> aggregation(aggregation);
      case Expr.Call call -> call(call);
      case Expr.VectorSelector selector -> {
        start("vectorSelector");
        selector(selector);
        json.writeEndObject();
      }
      case Expr.MatrixSelector matrix -> {
        start("matrixSelector");
        duration("range", matrix.range());
        selector(matrix.selector());
        json.writeEndObject();
      }
      case Expr.Subquery subquery -> subquery(subquery);
    }
  }

  private void start(String type) {
    json.writeStartObject();
    json.writeStringProperty("type", type);
  }

  private void child(String property, @Nullable Expr expr) {
    json.writeName(property);
    write(expr);
  }

  private static String plain(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    String sign = value == 0 && 1 / value < 0 ? "-" : "";
    return sign + new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  private void binary(Expr.Binary binary) {
    start("binaryExpr");
    json.writeStringProperty("op", binary.operator().symbol());
    child("lhs", binary.left());
    child("rhs", binary.right());
    json.writeName("matching");
    VectorMatching matching = binary.matching();
    if (matching == null) {
      json.writeNull();
    } else {
      matching(matching);
    }
    json.writeBooleanProperty("bool", binary.returnBool());
    json.writeEndObject();
  }

  private void matching(VectorMatching matching) {
    json.writeStartObject();
    json.writeStringProperty("card", matching.cardinality().words());
    texts("labels", matching.labels());
    json.writeBooleanProperty("on", matching.on());
    texts("include", matching.include());
    json.writeObjectPropertyStart("fillValues");
    fill("lhs", matching.fillLeft());
    fill("rhs", matching.fillRight());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void fill(String side, @Nullable Double value) {
    if (value == null) {
      json.writeNullProperty(side);
    } else {
      json.writeNumberProperty(side, value);
    }
  }

  private void texts(String property, List<String> texts) {
    json.writeArrayPropertyStart(property);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  private void aggregation(Expr.Aggregation aggregation) {
    start("aggregation");
    json.writeStringProperty("op", aggregation.operator().toString());
    child("expr", aggregation.operand());
    child("param", aggregation.parameter());
    texts("grouping", aggregation.grouping().labels());
    json.writeBooleanProperty("without", aggregation.grouping().without());
    json.writeEndObject();
  }

  private void call(Expr.Call call) {
    FunctionSignature function = call.function();
    start("call");
    json.writeObjectPropertyStart("func");
    json.writeStringProperty("name", function.name());
    texts("argTypes", function.arguments().stream().map(ValueType::wireName).toList());
    json.writeNumberProperty("variadic", function.variadic());
    json.writeStringProperty("returnType", function.result().wireName());
    json.writeEndObject();
    json.writeArrayPropertyStart("args");
    call.arguments().forEach(this::write);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void selector(Expr.VectorSelector selector) {
    json.writeStringProperty("name", selector.name());
    shift(selector.shift());
    json.writeArrayPropertyStart("matchers");
    selector.matchers().forEach(this::matcher);
    json.writeEndArray();
    json.writeBooleanProperty("anchored", selector.edges() == Expr.Edges.ANCHORED);
    json.writeBooleanProperty("smoothed", selector.edges() == Expr.Edges.SMOOTHED);
  }

  private void matcher(LabelMatcher matcher) {
    json.writeStartObject();
    json.writeStringProperty("name", matcher.name());
    switch (matcher) {
      case LabelMatcher.Equal equal -> condition("=", equal.value());
      case LabelMatcher.NotEqual other -> condition("!=", other.value());
      case LabelMatcher.Matches matches -> condition("=~", matches.regex().source());
      case LabelMatcher.NotMatches other -> condition("!~", other.regex().source());
    }
    json.writeEndObject();
  }

  private void condition(String type, String value) {
    json.writeStringProperty("value", value);
    json.writeStringProperty("type", type);
  }

  private void subquery(Expr.Subquery subquery) {
    start("subquery");
    child("expr", subquery.inner());
    duration("range", subquery.range());
    duration("step", subquery.step());
    shift(subquery.shift());
    json.writeEndObject();
  }

  private void shift(TimeShift shift) {
    duration("offset", shift.offset());
    json.writeName("timestamp");
    if (shift.at() instanceof TimeShift.At.Moment moment) {
      json.writeNumber(moment.millis());
    } else {
      json.writeNull();
    }
    json.writeName("startOrEnd");
    switch (shift.at()) {
      case TimeShift.At.Start start -> json.writeString("start");
      case TimeShift.At.End end -> json.writeString("end");
      case TimeShift.At.Moment moment -> json.writeNull();
      case TimeShift.At.Floating floating -> json.writeNull();
    }
  }

  /** Milliseconds; 0 where there is no duration, or none that is known before the query runs. */
  private void duration(String property, @Nullable DurationExpr duration) {
    json.writeNumberProperty(
        property, duration != null && isFixed(duration) ? duration.millis(0, 0) : 0);
  }

  private static boolean isFixed(DurationExpr duration) {
    return switch (duration) {
      case DurationExpr.Literal literal -> true;
      case DurationExpr.Step step -> false;
      case DurationExpr.Range range -> false;
      case DurationExpr.Signed signed -> isFixed(signed.operand());
      case DurationExpr.Parenthesised parenthesised -> isFixed(parenthesised.inner());
      case DurationExpr.Choice choice -> isFixed(choice.left()) && isFixed(choice.right());
      case DurationExpr.Arithmetic sum -> isFixed(sum.left()) && isFixed(sum.right());
    };
  }
}
