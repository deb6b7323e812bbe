import Casework
import Operations
import Primitives
import Storage

extension DemoRun {
    /// Tickets of the hotline in the main county: some waiting, some late, some answered and closed.
    ///
    /// They touch no case, so that the stories of the cases stay as they are.
    func playHotline() async throws {
        guard let office = offices.first else { return }
        var ids: [HotlineTicketID] = []
        for (index, call) in Self.calls.enumerated() {
            var received = today.adding(days: -call.daysAgo)
            if received < facts.plan.asOf { received = facts.plan.asOf }
            let incoming = IncomingTicket(
                number: "BZ\(received.text.filter { $0 != "-" })\(1_001 + index)", receivedOn: received,
                subject: call.subject, callerName: call.name,
                callerPhone: call.name.isEmpty ? "" : "0543000\(1_001 + index)",
                content: call.content, gist: call.gist,
                office: call.isCountys ? office.county.code : office.township.code)
            ids.append(try await act(TakeTicket(incoming), as: actor("county"), "hotline \(index)"))
        }
        for (index, call) in Self.calls.enumerated() {
            for (step, version) in zip(call.steps, 1...) {
                try await take(step, ids[index], Int64(version), isCountys: call.isCountys)
            }
        }
    }

    private func take(_ event: HotlineEvent, _ id: HotlineTicketID, _ seen: Int64, isCountys: Bool) async throws {
        let clerk = try actor(isCountys ? "county" : "clerk")
        let reviewer = try actor(isCountys ? "county" : "reviewer")
        switch event {
        case .signIn: _ = try await act(SignInTicket(ticketID: id, seenVersion: seen), as: clerk)
        case .reply:
            _ = try await act(
                ReplyTicket(ticketID: id, seenVersion: seen, words: "已上门了解情况，按政策告知申请办法，并留了联系电话。"),
                as: reviewer)
        case .callBack:
            _ = try await act(
                CallBackTicket(ticketID: id, seenVersion: seen, words: "对办理结果认可", isSatisfied: true), as: clerk)
        case .close: _ = try await act(CloseTicket(ticketID: id, seenVersion: seen, words: ""), as: reviewer)
        case .extend:
            _ = try await act(
                ExtendTicket(ticketID: id, seenVersion: seen, words: "需要等待外省协查结果"), as: reviewer)
        case .sendBack:
            _ = try await act(
                SendBackTicket(ticketID: id, seenVersion: seen, words: "反映的是物业纠纷，不属于社会救助"), as: reviewer)
        case .redirect, .reopen: break
        }
    }

    private struct Call {
        let subject: HotlineSubject
        let daysAgo: Int
        let name: String
        let content: String
        var gist = ""
        var isCountys = false
        var steps: [HotlineEvent] = []
    }

    /// Invented calls; no name is that of anybody in the city.
    private static let calls = [
        Call(
            subject: .report, daysAgo: 9, name: "演示来电甲", content: "我是他家邻居，他家新买了车还在领低保。",
            gist: "反映辖区内有低保户近期购置小型汽车，请入户核查家庭财产并答复。", steps: [.signIn, .extend]),
        Call(
            subject: .helpAsked, daysAgo: 1, name: "演示来电乙", content: "老人一个人住，摔了一跤，想问能不能申请救助。",
            steps: [.signIn]),
        Call(subject: .question, daysAgo: 0, name: "", content: "低保和低保边缘有什么区别，在哪里申请？"),
        Call(
            subject: .complaint, daysAgo: 4, name: "演示来电丙", content: "去窗口两次都说材料不全，态度不好。",
            gist: "反映窗口没有一次性告知所缺材料，请核查办理过程。"),
        Call(
            subject: .helpAsked, daysAgo: 12, name: "演示来电丁", content: "孩子住院花费大，问临时救助怎么办。",
            steps: [.signIn, .reply, .callBack, .close]),
        Call(
            subject: .question, daysAgo: 7, name: "演示来电戊", content: "上个月的低保金到账晚了两天。",
            steps: [.signIn, .reply]),
        Call(
            subject: .complaint, daysAgo: 2, name: "演示来电己", content: "小区物业费太高。", gist: "反映小区物业收费问题。",
            steps: [.sendBack]),
        Call(
            subject: .report, daysAgo: 3, name: "", content: "某村干部亲戚领低保，条件并不困难。",
            gist: "匿名反映有村干部近亲属违规享受低保，请县级直接核查。", isCountys: true, steps: [.signIn]),
    ]
}
