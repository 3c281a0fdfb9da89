package dev.bellhop.local.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.bellhop.localaws.Fault;
import dev.bellhop.localaws.Faults;
import dev.bellhop.localaws.LocalAws;
import dev.bellhop.localaws.LocalFunctions;
import dev.bellhop.localaws.LocalTopics;
import dev.bellhop.localaws.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/** What can be made to go wrong, and how often it still will. */
final class Trouble {

    private static final Map<String, Fault> HOW = new LinkedHashMap<>();

    static {
        HOW.put("fail", Fault.FAIL_BEFORE);
        HOW.put("lose-answer", Fault.LOSE_ANSWER);
        HOW.put("throttle", Fault.THROTTLE);
        HOW.put("refuse", Fault.REFUSE);
    }

    /**
     * Something that can fail.
     *
     * @param which of the calls that its faults see
     */
    private record Service<C>(String id, String name, Faults<C> faults, Predicate<C> which) {

        void fail(Fault fault, int times) {
            faults.next(fault, which, 0, times);
        }

        int pending() {
            return faults.pending(which);
        }
    }

    private final LocalAws aws;
    private final List<Service<?>> services = new ArrayList<>();

    Trouble(LocalAws aws, Template template) {
        this.aws = aws;
        add("sns", "SNS", aws.topics().faults(), request -> request.topicArn() != null);
        add("logs", "CloudWatch Logs", aws.logs().faults(), any -> true);
        add("sqs", "SQS", aws.queues().faults(), any -> true);
        for (Template.Subscription subscription : template.subscriptions()) {
            Faults<LocalTopics.Delivery> faults = aws.topics().deliveryFaults();
            String name = subscription.name();
            add(
                    "deliver:" + name,
                    "Delivery to " + name,
                    faults,
                    each -> each.subscription().equals(name));
        }
        for (Template.Function function : template.functions()) {
            Faults<LocalFunctions.Call> faults = aws.functions().faults();
            String name = function.name();
            if (function.routes().isEmpty()) {
                add("function:" + name, name, faults, call -> call.function().equals(name));
            }
        }
    }

    /** @param which of the calls that its faults see */
    <C> void add(String id, String name, Faults<C> faults, Predicate<C> which) {
        services.add(new Service<>(id, name, faults, which));
    }

    /**
     * Makes the next calls of a service fail.
     *
     * @throws NoSuchElementException where there is no such service
     * @throws IllegalArgumentException where it can't fail so
     */
    void fail(String id, String how, int times) {
        Fault fault = HOW.get(how);
        if (fault == null) {
            throw new IllegalArgumentException("Nothing fails by \"" + how + "\": it is one of " + HOW.keySet() + ".");
        }
        services.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("There is no service \"" + id + "\" here."))
                .fail(fault, times);
    }

    /** Nothing that was planned happens any more. */
    void calm() {
        services.forEach(service -> service.faults().clear());
        aws.topics().deliverNext(1);
    }

    JsonObject json(List<String> schedules, boolean canReplay) {
        JsonArray all = new JsonArray();
        for (Service<?> service : services) {
            JsonObject json = new JsonObject();
            json.addProperty("id", service.id());
            json.addProperty("name", service.name());
            JsonArray how = new JsonArray();
            HOW.keySet().forEach(how::add);
            json.add("how", how);
            json.addProperty("pending", service.pending());
            all.add(json);
        }
        JsonArray functions = new JsonArray();
        schedules.forEach(functions::add);
        JsonObject json = new JsonObject();
        json.addProperty("duplicate", aws.topics().copies());
        json.add("services", all);
        json.add("schedules", functions);
        json.addProperty("canReplay", canReplay);
        return json;
    }
}
