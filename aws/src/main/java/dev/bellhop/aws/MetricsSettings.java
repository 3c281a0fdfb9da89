package dev.bellhop.aws;

import java.util.regex.Pattern;

/** Where metrics are kept apart from those of others. */
final class MetricsSettings {

    /**
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html">PutMetricData</a>
     */
    private static final Pattern NAMESPACE = Pattern.compile("(?!AWS/)[A-Za-z0-9._/#:-]{1,255}");

    private MetricsSettings() {}

    /**
     * {@code METRICS_NAMESPACE}.
     *
     * @throws Environment.ConfigurationException where it is malformed
     */
    static String namespace(Environment environment) {
        return environment.parsed(
                "METRICS_NAMESPACE",
                "Bellhop",
                "a CloudWatch namespace such as Bellhop/production: letters, digits and ._/#:-, and not AWS's own",
                text -> {
                    if (!NAMESPACE.matcher(text).matches()) {
                        throw new IllegalArgumentException(text);
                    }
                    return text;
                });
    }
}
