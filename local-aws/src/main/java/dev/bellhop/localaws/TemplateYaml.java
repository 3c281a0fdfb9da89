package dev.bellhop.localaws;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * YAML with CloudFormation's short forms, read as their long forms: {@code !Sub x} is {@code {"Fn::Sub": "x"}}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">
 *     Intrinsic functions</a>
 */
final class TemplateYaml extends SafeConstructor {

    private TemplateYaml() {
        super(new LoaderOptions());
        yamlMultiConstructors.put("!", new ShortForm());
    }

    static Map<String, Object> read(Path path) {
        try (Reader reader = Files.newBufferedReader(path)) {
            return Tree.asMap(new Yaml(new TemplateYaml()).load(reader), path.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the template " + path, e);
        }
    }

    private final class ShortForm extends AbstractConstruct {
        @Override
        public Object construct(Node node) {
            String name = node.getTag().getValue().substring(1);
            Object argument = switch (node) {
                case ScalarNode scalar -> scalar(name, constructScalar(scalar));
                case SequenceNode sequence -> constructSequence(sequence);
                case MappingNode mapping -> constructMapping(mapping);
                default -> throw new TemplateException("!" + name + " has an argument of an unknown kind");
            };
            return Map.of(name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name, argument);
        }

        /** {@code !GetAtt Table.Arn} is the one whose short form takes a string where the long form takes a list. */
        private Object scalar(String name, String value) {
            return name.equals("GetAtt") ? List.of((Object[]) value.split("\\.", 2)) : value;
        }
    }
}
