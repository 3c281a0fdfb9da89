package dev.bellhop.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;

/**
 * A filter pattern of CloudWatch Logs, of which these are understood: terms ({@code ERROR "not found" -WARN}, {@code ?one ?other}),
 * a regular expression ({@code %[Tt]imeout|[0-9]+ms%}), and comparisons of what JSON lines have ({@code { $.a.b = "x*" &&
 * ($.n >= 3 || $.n != 0) }}).
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">Filter pattern syntax</a>
 */
public final class LogsFilter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<mark>&&|\\|\\||[()]|!=|<=|>=|[=<>])"
            + "|(?<field>\\$(?:\\.[A-Za-z_][A-Za-z0-9_-]*|\\[[0-9]+])+)"
            + "|(?<quoted>\"(?:[^\"\\\\]|\\\\.)*\")"
            + "|(?<bare>[A-Za-z0-9_*.:/@-]+))");

    private static final Pattern TERM = Pattern.compile(
            "\\s*(?<sign>[-?]?)(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\"|(?<bare>[A-Za-z0-9_]+))(?=\\s|$)");

    /** Without parentheses, as CloudWatch Logs has it, none takes for ever. */
    private static final Pattern REGEX = Pattern.compile("[A-Za-z0-9:_#=@/;,^$?\\[\\]{}|\\\\*+.-]+");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private static final Set<String> COMPARISONS = Set.of("=", "!=", "<", "<=", ">", ">=");

    private final String pattern;
    private final List<String> tokens = new ArrayList<>();
    private int next;

    private LogsFilter(String pattern) {
        this.pattern = pattern;
    }

    /**
     * Which lines {@code pattern} is for.
     *
     * @throws InvalidParameterException where it isn't a pattern, or one that is not understood here
     */
    public static Predicate<String> of(String pattern) {
        String stripped = pattern.strip();
        if (stripped.isEmpty()) {
            return line -> true;
        }
        LogsFilter filter = new LogsFilter(stripped);
        return switch (stripped.charAt(0)) {
            case '{' -> filter.json();
            case '%' -> filter.regex();
            default -> filter.terms();
        };
    }

    /** @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html">Regex syntax</a> */
    private Predicate<String> regex() {
        if (pattern.length() < 3 || !pattern.endsWith("%")) {
            throw invalid("what begins with % ends with %");
        }
        String expression = pattern.substring(1, pattern.length() - 1);
        if (!REGEX.matcher(expression).matches()) {
            throw invalid(
                    "a regular expression has letters, digits, : _ # = @ / ; , - and ^ $ ? [ ] { } | \\ * + . alone");
        }
        try {
            return Pattern.compile(expression).asPredicate();
        } catch (PatternSyntaxException e) {
            throw invalid("it is no regular expression (" + e.getDescription() + ")");
        }
    }

    private Predicate<String> terms() {
        List<Predicate<String>> all = new ArrayList<>();
        List<Predicate<String>> any = new ArrayList<>();
        Matcher term = TERM.matcher(pattern);
        int end = 0;
        while (end < pattern.length()) {
            if (!term.find(end) || term.start() != end) {
                throw invalid("a term with other characters than letters, digits and _ has to be quoted");
            }
            end = term.end();
            String text = term.group("quoted") == null ? term.group("bare") : unescaped(term.group("quoted"));
            Predicate<String> has = line -> line.contains(text);
            switch (term.group("sign")) {
                case "?" -> any.add(has);
                case "-" -> all.add(has.negate());
                default -> all.add(has);
            }
        }
        if (!any.isEmpty() && !all.isEmpty()) {
            throw invalid("terms with ? and terms without it are not told apart by CloudWatch Logs");
        }
        return any.isEmpty()
                ? line -> all.stream().allMatch(each -> each.test(line))
                : line -> any.stream().anyMatch(each -> each.test(line));
    }

    private Predicate<String> json() {
        if (!pattern.endsWith("}")) {
            throw invalid("what begins with { ends with }");
        }
        Matcher token = TOKEN.matcher(pattern.substring(1, pattern.length() - 1).stripTrailing());
        int end = 0;
        while (end < token.regionEnd()) {
            if (!token.find(end) || token.start() != end) {
                throw invalid("it is not understood from \"" + pattern.substring(1 + end) + "\" on");
            }
            tokens.add(token.group().strip());
            end = token.end();
        }
        Predicate<JsonNode> expression = either();
        if (next < tokens.size()) {
            throw invalid("\"" + tokens.get(next) + "\" is one too many");
        }
        return line -> expression.test(read(line));
    }

    private Predicate<JsonNode> either() {
        Predicate<JsonNode> one = both();
        while (take("||")) {
            one = one.or(both());
        }
        return one;
    }

    private Predicate<JsonNode> both() {
        Predicate<JsonNode> one = single();
        while (take("&&")) {
            one = one.and(single());
        }
        return one;
    }

    private Predicate<JsonNode> single() {
        if (take("(")) {
            Predicate<JsonNode> inner = either();
            if (!take(")")) {
                throw invalid("a ( has no )");
            }
            return inner;
        }
        String field = token();
        if (!field.startsWith("$")) {
            throw invalid("\"" + field + "\" is where a field such as $.event should be");
        }
        String comparison = token();
        String value = token();
        if (!COMPARISONS.contains(comparison)) {
            throw invalid("\"" + comparison + "\" is where a comparison should be");
        }
        if (!value.startsWith("\"") && !value.matches("[A-Za-z0-9_*.:/@-]+")) {
            throw invalid("\"" + value + "\" is where a value should be");
        }
        if (!NUMBER.matcher(value).matches() && !comparison.matches("!?=")) {
            throw invalid("\"" + comparison + "\" compares numbers");
        }
        return node -> {
            JsonNode found = node.at(field.substring(1).replace('.', '/').replaceAll("\\[([0-9]+)]", "/$1"));
            return !found.isMissingNode() && holds(found, comparison, value);
        };
    }

    private boolean holds(JsonNode found, String comparison, String value) {
        if (NUMBER.matcher(value).matches()) {
            return found.isNumber() && holds(found.decimalValue().compareTo(new BigDecimal(value)), comparison);
        }
        String text = value.startsWith("\"") ? unescaped(value.substring(1, value.length() - 1)) : value;
        boolean same =
                found.isTextual() && wildcard(text).matcher(found.textValue()).matches();
        return comparison.equals("=") ? same : !same;
    }

    private static boolean holds(int order, String comparison) {
        return switch (comparison) {
            case "=" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static Pattern wildcard(String text) {
        StringBuilder regex = new StringBuilder();
        for (String part : text.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private boolean take(String token) {
        boolean there = next < tokens.size() && tokens.get(next).equals(token);
        next += there ? 1 : 0;
        return there;
    }

    private String token() {
        if (next == tokens.size()) {
            throw invalid("it ends too early");
        }
        return tokens.get(next++);
    }

    private static String unescaped(String quoted) {
        return quoted.replaceAll("\\\\(.)", "$1");
    }

    /** Lines that are not JSON match no JSON pattern. */
    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private InvalidParameterException invalid(String why) {
        return InvalidParameterException.builder()
                .message("Invalid filter pattern " + pattern + ": " + why + ".")
                .statusCode(400)
                .build();
    }
}
