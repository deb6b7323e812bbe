package import Hummingbird
import Logging
import NIOCore

/// What is known about a request while it is answered.
package struct BackstopContext: RequestContext {
    /// Values the server itself needs.
    package var coreContext: CoreRequestContextStorage
    /// The signed-in person, nil on public pages without one.
    package var session: WebSession?
    /// The network address of the other side, for limits on tries; behind a proxy that is the proxy's.
    package let addressKey: String
    /// Random value of a visitor's cookie, which binds forms where nobody is signed in.
    package var visitor: String
    /// Language of the page.
    package var language: Language
    /// Text size of citizen pages.
    package var textSize: TextSize
    /// Sentences in the language.
    package var messages: MessageTable
    /// The address that was asked for, with its parameters, as a path within this site.
    package var requestPath: String
    /// The route as registered, nil while no route has been found.
    package var route: RouteEntry?

    /// A context for a request that has just arrived.
    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        addressKey = source.channel.remoteAddress?.ipAddress ?? "unknown"
        visitor = ""
        language = .chinese
        textSize = .large
        requestPath = "/"
        messages = MessageTable(language: .chinese, texts: [:])
    }

    /// A context outside any request, for documents made by jobs and for audits of templates.
    package init(_ messages: MessageTable, session: WebSession? = nil) {
        var logger = Logger(label: "backstop.render")
        logger[metadataKey: "hb.request.id"] = "0"
        coreContext = .init(source: Unrequested(logger: logger))
        addressKey = "none"
        self.messages = messages
        self.session = session
        language = messages.language
        visitor = ""
        textSize = .large
        requestPath = "/"
    }

    /// Number under which the server's log knows this request.
    package var requestID: String { id }

    /// The sentence of a key in the language of the page.
    package func t(_ key: String, _ parameters: [String: String] = [:]) -> String { messages(key, parameters) }

    /// A path parameter, refused as a bad address when it is missing.
    package func parameter(_ name: String) throws -> String {
        guard let value = parameters.get(name) else { throw PageProblem.notFound }
        return value
    }

    /// A path parameter that is a number, or the page of an address that does not exist.
    package func number(_ name: String) throws -> Int64 {
        guard let value = Int64(try parameter(name)) else { throw PageProblem.notFound }
        return value
    }

    /// The signed-in person of a route whose audience is citizen or staff.
    package func person() throws -> WebSession {
        guard let session else { throw PageProblem.signInNeeded }
        return session
    }
}

/// The source of a context that no request made.
private struct Unrequested: RequestContextSource {
    let logger: Logger
}
