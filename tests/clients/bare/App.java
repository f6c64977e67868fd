// A Connect app on Java's own classes alone. At /do/<client key> it calls the tenant on request. The key host is a
// constant, as in most apps that are written by hand.

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class App {
    static final String KEY = "bare-app";
    static final String KEYS = "https://connect-install-keys.atlassian.com";
    static final String PORT = System.getenv("PORT");
    static final String BASE_URL = "http://127.0.0.1:" + PORT;
    static final Map<String, String> TENANTS = new ConcurrentHashMap<>();
    static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** The text of a field; none of those that are read here has an escape. */
    static String field(String json, String name) {
        var found = Pattern.compile('"' + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        if (!found.find()) throw new IllegalArgumentException(name);
        return found.group(1);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static void verify(String token) throws Exception {
        var parts = token.split("\\.");
        var asked = HttpRequest.newBuilder(URI.create(KEYS + "/" + field(decoded(parts[0]), "kid"))).build();
        var pem = CLIENT.send(asked, BodyHandlers.ofString()).body();
        var der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der)));
        signature.update(utf8(parts[0] + "." + parts[1]));
        if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) throw new SecurityException("signature");
        if (!decoded(parts[1]).contains('"' + BASE_URL + '"')) throw new SecurityException("audience");
    }

    static String call(String tenant, String method, String url) throws Exception {
        var hash = MessageDigest.getInstance("SHA-256").digest(utf8(method + "&" + url + "&"));
        var now = System.currentTimeMillis() / 1000;
        var claims = String.format("{\"iss\":\"%s\",\"iat\":%d,\"exp\":%d,\"qsh\":\"%s\"}", KEY, now, now + 60,
            HexFormat.of().formatHex(hash));
        var signed = encoded(utf8("{\"typ\":\"JWT\",\"alg\":\"HS256\"}")) + "." + encoded(utf8(claims));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(utf8(field(tenant, "sharedSecret")), "HmacSHA256"));
        var token = signed + "." + encoded(mac.doFinal(utf8(signed)));
        var request = HttpRequest.newBuilder(URI.create(field(tenant, "baseUrl") + url))
            .method(method, HttpRequest.BodyPublishers.noBody()).header("Authorization", "JWT " + token).build();
        var reply = CLIENT.send(request, BodyHandlers.ofString());
        var body = reply.body().isEmpty() ? "null" : reply.body();
        return "{\"status\":" + reply.statusCode() + ",\"body\":" + body + "}";
    }

    static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var body = utf8(text);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) exchange.getResponseBody().write(body);
        exchange.close();
    }

    public static void main(String[] args) throws Exception {
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(PORT)), 0);
        server.createContext("/atlassian-connect.json", exchange -> answer(exchange, 200, String.format(
            "{\"key\":\"%s\",\"name\":\"Bare app\",\"baseUrl\":\"%s\",\"scopes\":[\"READ\"],\"authentication\":{\"type\":"
            + "\"jwt\"},\"apiMigrations\":{\"signed-install\":true},\"lifecycle\":{\"installed\":\"/installed\"}}",
            KEY, BASE_URL)));
        server.createContext("/installed", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            try {
                verify(exchange.getRequestHeaders().getFirst("Authorization").substring("JWT ".length()));
                TENANTS.put(field(body, "clientKey"), body);
                answer(exchange, 204, "");
            } catch (Exception error) {
                answer(exchange, 401, error.toString());
            }
        });
        server.createContext("/do/", exchange -> {
            var asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var tenant = TENANTS.get(exchange.getRequestURI().getPath().substring("/do/".length()));
            try {
                answer(exchange, 200, call(tenant, field(asked, "method").toUpperCase(), field(asked, "url")));
            } catch (Exception error) {
                answer(exchange, 500, error.toString());
            }
        });
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        System.out.println("ready");
    }
}
