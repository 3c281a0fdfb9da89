package dev.bellhop.notifications;

import java.util.List;

/** Some could not be told now; asked again, those are tried again, and nobody else is told twice. */
public final class NotToldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotToldException(List<RuntimeException> failures) {
        super(failures.size() + " could not be told, the first because of: "
                + failures.get(0).getMessage());
        initCause(failures.get(0));
        failures.stream().skip(1).forEach(this::addSuppressed);
    }
}
