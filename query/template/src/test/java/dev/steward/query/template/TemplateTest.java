package dev.steward.query.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  private static final Map<String, Object> DATA =
      Map.of(
          "name",
          "mail",
          "count",
          3L,
          "ratio",
          0.25,
          "up",
          true,
          "empty",
          "",
          "hosts",
          List.of("mx1", "mx2", "mx3"),
          "none",
          List.of(),
          "labels",
          Map.of("job", "node", "host", "mx1"),
          "deep",
          Map.of("a", Map.of("b", "c")));

  private static String execute(String template) {
    return Template.parse("t", template, Functions.BUILT_IN, Template.Options.DEFAULT)
        .execute(DATA);
  }

  private static String failure(String template) {
    return String.valueOf(
        assertThrows(TemplateException.class, () -> execute(template)).getMessage());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "plain~plain",
        "{{.name}}~mail",
        "a {{ .name }} b~a mail b",
        "{{.deep.a.b}}~c",
        "{{(index .labels \"job\")}}~node",
        "{{.missing}}~<no value>",
        "{{/* nothing */}}x~x",
        "a  {{- /* trimmed */ -}}  b~ab",
        "a  {{- .name -}}  b~amailb",
        "{{if .up}}yes{{else}}no{{end}}~yes",
        "{{if .empty}}yes{{else if .count}}count{{else}}no{{end}}~count",
        "{{if not .empty}}x{{end}}~x",
        "{{with .name}}[{{.}}]{{end}}~[mail]",
        "{{with .empty}}x{{else}}none{{end}}~none",
        "{{with $x := .count}}{{$x}}{{end}}~3",
        "{{range .hosts}}{{.}} {{end}}~mx1 mx2 mx3 ",
        "{{range $i, $h := .hosts}}{{$i}}={{$h}};{{end}}~0=mx1;1=mx2;2=mx3;",
        "{{range $k, $v := .labels}}{{$k}}={{$v}};{{end}}~host=mx1;job=node;",
        "{{range .none}}x{{else}}nothing{{end}}~nothing",
        "{{range 3}}{{.}}{{end}}~012",
        "{{range .hosts}}{{if eq . \"mx2\"}}{{break}}{{end}}{{.}}{{end}}~mx1",
        "{{range .hosts}}{{if eq . \"mx2\"}}{{continue}}{{end}}{{.}}{{end}}~mx1mx3",
        "{{range .hosts}}{{$.name}}{{end}}~mailmailmail",
        "{{$x := 1}}{{if true}}{{$x = 2}}{{end}}{{$x}}~2",
        "{{$x := 1}}{{if true}}{{$x := 2}}{{end}}{{$x}}~1",
        "{{define \"T\"}}<{{.}}>{{end}}{{template \"T\" .name}}~<mail>",
        "{{block \"B\" .count}}[{{.}}]{{end}}~[3]",
        "{{template \"x\"}}{{define \"x\"}}late{{end}}~late",
        "{{.name | len | printf \"%d!\"}}~4!",
        "{{len .hosts}}{{len .labels}}~32",
        "{{index .hosts 1}}~mx2",
        "{{slice .name 1 3}}~ai",
        "{{slice .hosts 1}}~[mx2 mx3]",
        "{{and 1 0 2}}{{or 0 \"\" 5}}~05",
        "{{and .up (eq .count 3)}}~true",
        "{{or .up (index .hosts 99)}}~true",
        "{{eq .name \"web\" \"mail\"}}{{ne 1 2}}{{lt 1 2}}{{le 2 2}}{{gt \"b\" \"a\"}}{{ge 1.5 2.5}}~"
            + "truetruetruetruetruefalse",
        "{{print 1 2 \"a\" 3 4}}~1 2a3 4",
        "{{html \"<a href='x'>&\"}}~&lt;a href=&#39;x&#39;&gt;&amp;",
        "{{js \"it's <b>\"}}~it\\'s \\u003Cb\\u003E",
        "{{urlquery \"a b&c\"}}~a+b%26c",
        "{{`raw \\n`}}{{\"tab\\there\"}}{{'a'}}~raw \\ntab\there97",
        "{{1_000}} {{0x1F}} {{1e3}} {{.5}} {{1.0}} {{-3}}~1000 31 1000 0.5 1 -3",
        "{{1000000.5}} {{1e21}} {{0.00001}}~1.0000005e+06 1e+21 1e-05",
        "{{.hosts}} {{.labels}} {{true}}~[mx1 mx2 mx3] map[host:mx1 job:node] true",
        "{{ .name }}{{ \"{{\" }}~mail{{",
      })
  void executes(String template, String expected) {
    assertEquals(expected, execute(template));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      value = {
        "{{.name~template: t:1: unclosed action",
        "{{end}}~template: t:1: unexpected {{end}}",
        "{{if .x}}~template: t:1: unexpected EOF",
        "{{nope 1}}~template: t:1: function \"nope\" not defined",
        "{{$x}}~template: t:1: undefined variable \"$x\"",
        "{{}}~template: t:1: missing value for command",
        "{{if}}x{{end}}~template: t:1: missing value for if",
        "{{break}}~template: t:1: {{break}} outside {{range}}",
        "{{1 | 2}}~template: t:1: non executable command in pipeline stage 2: 2",
        "{{(1}}~template: t:1: unclosed left paren",
        "{{1)}}~template: t:1: unexpected right paren",
        "{{\"x}}~template: t:1: unterminated quoted string",
        "{{/* x}}~template: t:1: unclosed comment",
        "{{1x}}~template: t:1: bad number syntax: \"1x\"",
      })
  void saysWhereATemplateIsMalformed(String template, String message) {
    assertEquals(message, failure(template));
  }

  @Test
  void printlnEndsTheLine() {
    assertEquals("a 1\n", execute("{{println \"a\" 1}}"));
  }

  @Test
  void theLineOfAnErrorIsCounted() {
    assertTrue(failure("a\nb\n{{nope}}").startsWith("template: t:3: "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      value = {
        "{{.name.first}}~can't evaluate field first in type string",
        "{{.missing.x}}~nil pointer evaluating interface {}.x",
        "{{index .hosts 9}}~error calling index: index out of range: 9",
        "{{lt 1 \"a\"}}~error calling lt: incompatible types for comparison",
        "{{lt true false}}~error calling lt: invalid type for comparison",
        "{{eq .hosts .hosts}}~error calling eq: non-comparable type []interface {}",
        "{{len 3}}~error calling len: len of type int",
        "{{template \"gone\"}}~template \"gone\" not defined",
        "{{.name 1}}~name is not a method but has arguments",
        "{{range .name}}{{end}}~range can't iterate over mail",
        "{{not}}~wrong number of args for not: want 1 got 0",
        "{{call}}~wrong number of args for call: want at least 1 got 0",
        "{{call .name}}~error calling call: non-function of type string",
        "{{slice .name 3 1}}~error calling slice: invalid slice index: 3 > 1",
      })
  void saysWhyAnExecutionFails(String template, String problem) {
    String message = failure(template);
    assertTrue(message.startsWith("template: t:1:"), message);
    assertTrue(message.contains("executing \"t\" at <"), message);
    assertTrue(message.endsWith(problem), message);
  }

  @Test
  void whatIsMissingAmongTextsIsEmpty() {
    Template template =
        Template.parse(
            "t",
            "[{{.missing}}{{index . \"gone\"}}{{.a}}{{range $k, $v := .}}{{$k}}{{$v}}{{end}}]",
            Functions.BUILT_IN,
            Template.Options.DEFAULT);
    assertEquals("[1a1]", template.execute(new TextMap(Map.of("a", "1"))));
  }

  @Test
  void givenFunctionsAreCalledWithConvertedArguments() {
    Functions functions =
        Functions.BUILT_IN.with(
            Function.of("half", one -> one.number(0) / 2, Function.Type.FLOAT),
            Function.of(
                "join",
                two -> two.string(1) + two.string(0),
                Function.Type.STRING,
                Function.Type.STRING));
    Template template =
        Template.parse(
            "t", "{{half 3}} {{\"b\" | join \"a\"}}", functions, Template.Options.DEFAULT);
    assertEquals("1.5 ba", template.execute(null));
  }

  @Test
  void anArgumentOfAnotherTypeIsAnError() {
    Functions functions =
        Functions.BUILT_IN.with(
            Function.of("shout", one -> one.string(0) + "!", Function.Type.STRING));
    Template template = Template.parse("t", "{{shout 3}}", functions, Template.Options.DEFAULT);
    String message =
        String.valueOf(
            assertThrows(TemplateException.class, () -> template.execute(null)).getMessage());
    assertTrue(message.contains("wrong type for value; expected string; got int"), message);
  }

  @Test
  void workAndOutputAreBounded() {
    Template.Options small = new Template.Options(1000, 1000);
    Template steps = Template.parse("t", "{{range 100000}}{{end}}", Functions.BUILT_IN, small);
    assertThrows(TemplateException.class, () -> steps.execute(null));
    Template output =
        Template.parse("t", "{{range 900}}0123456789{{end}}", Functions.BUILT_IN, small);
    assertThrows(TemplateException.class, () -> output.execute(null));
  }

  @Test
  void endlessRecursionIsAnError() {
    assertTrue(
        failure("{{define \"r\"}}{{template \"r\"}}{{end}}{{template \"r\"}}")
            .contains("exceeded maximum template depth"));
  }

  @Test
  void deepNestingIsAnErrorAndNotAnOverflow() {
    String blocks = "{{if 1}}".repeat(5000);
    assertTrue(failure(blocks).contains("nested too deeply"));
    String parentheses = "{{" + "(".repeat(5000) + "1" + ")".repeat(5000) + "}}";
    assertTrue(failure(parentheses).contains("nested too deeply"));
  }

  @Test
  void fieldsOfObjectsMayTakeArguments() {
    GoTime time = GoTime.ofNanos(1_136_214_245_000_000_000L);
    Template template =
        Template.parse(
            "t",
            "{{.Year}} {{.Format \"Jan _2\"}} {{.Unix}} {{.}}",
            Functions.BUILT_IN,
            Template.Options.DEFAULT);
    assertEquals("2006 Jan  2 1136214245 2006-01-02 15:04:05 +0000 UTC", template.execute(time));
  }

  @Test
  void theFieldsThatItNamesAreKnown() {
    String source =
        "{{ .a }}{{ if .b }}{{ upper (printf .c) }}{{ else }}{{ .d.e }}{{ end }}"
            + "{{ range $k, $v := . }}{{ $v.f }}{{ end }}{{ define \"x\" }}{{ .g }}{{ end }}";
    Functions functions =
        Functions.BUILT_IN.with(Function.of("upper", one -> "", Function.Type.STRING));
    Template template = Template.parse("t", source, functions, Template.Options.DEFAULT);
    assertEquals(Set.of("a", "b", "c", "d", "e"), template.fieldNames());
  }
}
