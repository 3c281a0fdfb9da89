package dev.bellhop.local.doctor;

import dev.bellhop.localaws.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;

/** Whether the functions are as the template has them. */
final class Functions {

    private final LambdaClient lambda;
    private final Template template;

    Functions(LambdaClient lambda, Template template) {
        this.lambda = lambda;
        this.template = template;
    }

    /** The variables that a function is deployed with. */
    Map<String, String> environment(String name) {
        return variables(lambda.getFunctionConfiguration(request -> request.functionName(name)));
    }

    Finding look(Stack stack) {
        List<String> faults = new ArrayList<>();
        for (Template.Function wanted : template.functions()) {
            Optional<String> name = stack.physicalId(wanted.name());
            if (name.isEmpty()) {
                faults.add(wanted.name() + " is not in the stack");
                continue;
            }
            try {
                faults.addAll(
                        faults(wanted, lambda.getFunctionConfiguration(request -> request.functionName(name.get()))));
            } catch (ResourceNotFoundException e) {
                faults.add(wanted.name() + " was deleted");
            }
        }
        return faults.isEmpty()
                ? Finding.ok("functions", template.functions().size() + ", all active")
                : Finding.wrong("functions", String.join("; ", faults) + ". Deploy template.yaml again");
    }

    private static List<String> faults(Template.Function wanted, GetFunctionConfigurationResponse there) {
        List<String> faults = new ArrayList<>();
        // One that nobody called for weeks is put away, and comes back with the next call.
        if (there.state() == State.FAILED || there.lastUpdateStatus() == LastUpdateStatus.FAILED) {
            faults.add(wanted.name() + " is not active: "
                    + Optional.ofNullable(there.stateReason())
                            .or(() -> Optional.ofNullable(there.lastUpdateStatusReason()))
                            .orElse("Lambda does not say why"));
        }
        Set<String> missing = new TreeSet<>(wanted.environment().keySet());
        missing.removeAll(variables(there).keySet());
        if (!missing.isEmpty()) {
            faults.add(wanted.name() + " has no " + String.join(", ", missing));
        }
        return faults;
    }

    private static Map<String, String> variables(GetFunctionConfigurationResponse configuration) {
        return configuration.environment() == null
                ? Map.of()
                : new TreeMap<>(configuration.environment().variables());
    }
}
