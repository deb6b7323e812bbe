import Primitives
import Storage
import Verification

extension Bureau {
    /// Works through exchanges that are due, at most `limit`: hands questions over, looks for replies.
    ///
    /// Returns how many were taken up. A failure of one holds nobody else up: it is noted and tried again after a
    /// growing wait. What comes over the line and does not answer the question leaves every pair unanswered.
    package func exchangeRelay(gateway: any RelayGateway, limit: Int) async throws -> Int {
        guard relay != nil else { return 0 }
        var taken = 0
        while taken < limit {
            let instant = systemClock()
            let leased = try await store.write { try $0.leaseRelay(at: instant, leaseSeconds: 120) }
            guard let row = leased else { break }
            taken += 1
            var exchange = try RelayExchange(row)
            exchange.begin(try await today())
            let news = exchange.isOpen ? try await attempt(exchange, gateway) : .givenUp
            _ = try await perform(
                NoteRelay(id: row.id, fence: row.fence, news: news), as: .system,
                key: "relay-\(row.id.text)-\(row.fence)")
        }
        return taken
    }

    private func attempt(_ exchange: RelayExchange, _ gateway: any RelayGateway) async throws -> RelayNews {
        do {
            guard exchange.receipt != nil else {
                return .taken(receipt: try await gateway.submit(exchange.question))
            }
            let bytes = try await gateway.part(of: exchange.question.number, after: exchange.lastSequence)
            return .part(try bytes.map { try RelayPart(checking: $0, for: exchange.question) })
        } catch is CancellationError {
            throw CancellationError()
        } catch let fault as RelayFault {
            return .failed("回复不能使用：\(fault.description)")
        } catch let error as RelayGatewayError {
            return .failed(error.description)
        } catch {
            return .failed("连接中断或超时。")
        }
    }
}

extension CommandContext {
    /// What a higher platform has said about a case as its facts stand; nil when it was not asked.
    ///
    /// Answers about a person who has no authorisation any more are left out where one is needed.
    func relayStanding(of caseID: CaseID, factsVersion: Int64, request: ComparisonRequest) throws -> RelayStanding? {
        guard let terms = bureau.relay,
            let row = try store.relay(of: caseID, factsVersion: factsVersion, in: scope)
        else { return nil }
        let allowed = Set(request.people.filter { $0.paper(for: request.use, on: today) != nil }.map(\.key))
        let answers = try store.relayAnswers(of: row.id)
            .map { try StoreTransaction.fromJSON($0.content, as: RelayAnswer.self) }
            .filter { terms[$0.item]?.needsAuthorization == false || allowed.contains($0.person) }
        return RelayStanding(terms: terms, exchange: try RelayExchange(row), answers: answers)
    }
}
