package dev.bellhop.local.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.endpoint.AwsClientEndpointProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * The two questions that the doctor has for CloudFormation, signed by the SDK and sent where the SDK's own client would send
 * them. Of the answers six elements are read, for which that client would be much.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html">DescribeStacks</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html">ListStackResources</a>
 */
final class CloudFormation implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(20);

    private final Region region;
    private final URI endpoint;
    private final DefaultCredentialsProvider credentials =
            DefaultCredentialsProvider.builder().build();
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT)
            .socketTimeout(READ)
            .build();

    /** CloudFormation refused; the message is a sentence of its own. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    CloudFormation() {
        this.region = DefaultAwsRegionProviderChain.builder().build().getRegion();
        this.endpoint = AwsClientEndpointProvider.builder()
                .serviceEndpointOverrideEnvironmentVariable("AWS_ENDPOINT_URL_CLOUDFORMATION")
                .serviceEndpointOverrideSystemProperty("aws.endpointUrlCloudFormation")
                .serviceProfileProperty("cloudformation")
                .serviceEndpointPrefix("cloudformation")
                .defaultProtocol("https")
                .region(region)
                .build()
                .clientEndpoint();
    }

    /**
     * Looks a stack up.
     *
     * @throws RefusedException where there is none of this name, or nobody may look at it
     * @throws IOException where CloudFormation can't be reached
     */
    Stack stack(String name) throws IOException {
        Element described = ask("DescribeStacks", Map.of("StackName", name));
        Map<String, String> outputs = new LinkedHashMap<>();
        for (Element output : members(described, "Outputs")) {
            outputs.put(
                    text(output, "OutputKey").orElseThrow(),
                    text(output, "OutputValue").orElse(""));
        }
        Map<String, String> physicalIds = new LinkedHashMap<>();
        Optional<String> next = Optional.empty();
        do {
            Map<String, String> page = new LinkedHashMap<>(Map.of("StackName", name));
            next.ifPresent(token -> page.put("NextToken", token));
            Element listed = ask("ListStackResources", page);
            for (Element resource : members(listed, "StackResourceSummaries")) {
                text(resource, "PhysicalResourceId")
                        .ifPresent(id -> physicalIds.put(
                                text(resource, "LogicalResourceId").orElseThrow(), id));
            }
            next = text(listed, "NextToken");
        } while (next.isPresent());
        return new Stack(name, text(described, "StackStatus").orElse("nothing"), outputs, physicalIds);
    }

    @Override
    public void close() {
        http.close();
        credentials.close();
    }

    private Element ask(String action, Map<String, String> parameters) throws IOException {
        Map<String, String> form = new LinkedHashMap<>(parameters);
        form.put("Action", action);
        form.put("Version", "2010-05-15");
        ContentStreamProvider body = ContentStreamProvider.fromUtf8String(form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")));
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .build();
        SignedRequest signed = signer.sign(sign -> sign.identity(credentials.resolveCredentials())
                .request(request)
                .payload(body)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "cloudformation")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
        HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(signed.payload().orElse(body))
                        .build())
                .call();
        try (InputStream answer = response.responseBody().orElseThrow(() -> new IOException("an empty answer"))) {
            Element root = parse(answer);
            if (!response.httpResponse().isSuccessful()) {
                throw new RefusedException("CloudFormation says "
                        + text(root, "Message")
                                .orElse("HTTP " + response.httpResponse().statusCode()));
            }
            return root;
        }
    }

    private static Element parse(InputStream xml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(xml).getDocumentElement();
        } catch (SAXException e) {
            throw new IOException("an answer that is not CloudFormation's", e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("The JDK's own parser has these features", e);
        }
    }

    /** The {@code <member>}s of the first list of this name. */
    private static List<Element> members(Element root, String list) {
        NodeList lists = root.getElementsByTagName(list);
        List<Element> members = new ArrayList<>();
        if (lists.getLength() > 0) {
            NodeList children = lists.item(0).getChildNodes();
            for (int i = 0; i < children.getLength(); i++) {
                if (children.item(i) instanceof Element member) {
                    members.add(member);
                }
            }
        }
        return members;
    }

    private static Optional<String> text(Element root, String name) {
        return Optional.ofNullable(root.getElementsByTagName(name).item(0))
                .map(Node::getTextContent)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }
}
