package dev.bellhop.localaws;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.InternalServiceErrorException;
import software.amazon.awssdk.services.sesv2.model.Message;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SendEmailResponse;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;
import software.amazon.awssdk.services.sesv2.model.TooManyRequestsException;

/** SES, whose mails go nowhere but to whoever watches. Every sender is verified here, and so is every recipient. */
public final class LocalMail implements SesV2Client {

    private final Supplier<String> ids;
    private final Watcher watcher;
    private final Faults<SendEmailRequest> faults = new Faults<>();

    LocalMail(Supplier<String> ids, Watcher watcher) {
        this.ids = ids;
        this.watcher = watcher;
    }

    public Faults<SendEmailRequest> faults() {
        return faults;
    }

    @Override
    public SendEmailResponse sendEmail(SendEmailRequest request) {
        return faults.around(request, LocalMail::error, () -> {
            List<String> to = request.destination().toAddresses();
            if (to.isEmpty() || to.stream().anyMatch(address -> address.indexOf('@') < 1)) {
                throw BadRequestException.builder()
                        .message("Illegal address")
                        .statusCode(400)
                        .build();
            }
            Message message = request.content().simple();
            watcher.saw(new Happening.Mailed(
                    request.fromEmailAddress(),
                    to,
                    message.subject().data(),
                    data(message.body().text()),
                    data(message.body().html())));
            return SendEmailResponse.builder().messageId(ids.get()).build();
        });
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private static String data(@Nullable Content content) {
        return content == null ? "" : content.data();
    }

    private static SesV2Exception error(Fault fault) {
        return switch (fault) {
            case REFUSE ->
                MessageRejectedException.builder()
                        .message("Email address is not verified.")
                        .statusCode(400)
                        .build();
            case THROTTLE ->
                TooManyRequestsException.builder()
                        .message("Maximum sending rate exceeded.")
                        .statusCode(429)
                        .build();
            default ->
                InternalServiceErrorException.builder()
                        .message("Told to " + fault)
                        .statusCode(500)
                        .build();
        };
    }
}
