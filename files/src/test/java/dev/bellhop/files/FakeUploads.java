package dev.bellhop.files;

import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;

/** What the bot uploads to Slack, in the order in which Slack wants it, and as late as Slack knows what it is. */
public final class FakeUploads {

    private static final String OK = "{\"ok\":true}";

    private static final Pattern SHOWN = Pattern.compile("\"slack_file\":\\{\"id\":\"([^\"]*)\"");

    /** A file that the bot uploads, or began to. */
    public static final class Upload {
        private final Map<String, String> described;
        private SdkBytes bytes = SdkBytes.fromByteArray(new byte[0]);
        private String token = "";
        private boolean complete;
        private boolean deleted;
        private int asked;

        private Upload(Map<String, String> described) {
            this.described = described;
        }

        /** What Slack is told of it. */
        public String described(String field) {
            return described.get(field);
        }

        public byte[] bytes() {
            return bytes.asByteArray();
        }

        /** The header that its bytes came with. */
        public String token() {
            return token;
        }

        public boolean isDeleted() {
            return deleted;
        }
    }

    private final Map<String, Upload> uploads = new LinkedHashMap<>();
    private final Map<String, String> errors = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private Runnable completed = () -> {};
    private int unknownFor = 1;

    /** Has a method fail from now on. */
    public synchronized void fails(String method, String error) {
        errors.put(method, error);
    }

    public synchronized void works(String method) {
        errors.remove(method);
    }

    /** What a file is is known only after so many questions. */
    public synchronized void unknownFor(int questions) {
        unknownFor = questions;
    }

    /** Has something done when an upload is complete, before that is answered. */
    public synchronized void whenCompleted(Runnable what) {
        completed = what;
    }

    /** By their ids. */
    public synchronized Map<String, Upload> all() {
        return new LinkedHashMap<>(uploads);
    }

    /** The methods that were called, in order. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** As somebody does in Slack. */
    public synchronized void delete(String id) {
        uploads.get(id).deleted = true;
    }

    /** As another that the bot uploaded. */
    public synchronized void has(String id) {
        Upload upload = new Upload(Map.of());
        upload.complete = true;
        uploads.put(id, upload);
    }

    /** Slack does not show it, though it is there. */
    public synchronized void refuseToShow(String id) {
        refused.add(id);
    }

    synchronized String place(Map<String, String> form, String at) {
        return called("files.getUploadURLExternal").orElseGet(() -> {
            String id = "FTHUMB000" + (uploads.size() + 1);
            uploads.put(id, new Upload(form));
            return "{\"ok\":true,\"upload_url\":\"" + at + id + "\",\"file_id\":\"" + id + "\"}";
        });
    }

    /** @return the status of HTTP */
    synchronized int receive(String id, String token, byte[] bytes) {
        if (called("upload").isPresent()) {
            return 500;
        }
        Upload upload = uploads.get(id);
        boolean right = upload.bytes().length == 0 && upload.described("length").equals(Integer.toString(bytes.length));
        upload.token = token;
        upload.bytes = SdkBytes.fromByteArray(bytes);
        return right ? 200 : 400;
    }

    String complete(Map<String, String> form) {
        Runnable then;
        String answer;
        synchronized (this) {
            answer = called("files.completeUploadExternal").orElseGet(() -> {
                String id = JsonParser.parseString(form.get("files"))
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .get("id")
                        .getAsString();
                uploads.get(id).complete =
                        form.get("channel_id") == null && uploads.get(id).bytes().length > 0;
                return OK;
            });
            then = completed;
        }
        then.run();
        return answer;
    }

    /** Empty where it is none of the bot's. */
    synchronized Optional<String> info(String id) {
        Upload upload = uploads.get(id);
        if (upload == null) {
            return Optional.empty();
        }
        return Optional.of(called("files.info").orElseGet(() -> {
            upload.asked++;
            if (upload.deleted) {
                return refused("file_deleted");
            }
            return "{\"ok\":true,\"file\":{\"id\":\"" + id + "\",\"mimetype\":\""
                    + (isThere(upload) ? "image/jpeg" : "") + "\"}}";
        }));
    }

    synchronized String deleted(String id) {
        return called("files.delete").orElseGet(() -> {
            Upload upload = uploads.get(id);
            if (upload == null || upload.deleted) {
                return refused(upload == null ? "file_not_found" : "file_deleted");
            }
            upload.deleted = true;
            return OK;
        });
    }

    /** Whether all that blocks show can be shown. */
    synchronized boolean areThere(String blocks) {
        return shown(blocks).stream()
                .allMatch(id -> uploads.containsKey(id) && !refused.contains(id) && isThere(uploads.get(id)));
    }

    private boolean isThere(Upload upload) {
        return upload.complete && !upload.deleted && upload.asked > unknownFor;
    }

    /** The ids of the pictures that blocks show. */
    static List<String> shown(String blocks) {
        return SHOWN.matcher(blocks).results().map(found -> found.group(1)).toList();
    }

    /** What it fails with, if it is to fail. */
    private Optional<String> called(String method) {
        calls.add(method);
        return Optional.ofNullable(errors.get(method)).map(FakeUploads::refused);
    }

    private static String refused(String error) {
        return "{\"ok\":false,\"error\":\"" + error + "\"}";
    }
}
