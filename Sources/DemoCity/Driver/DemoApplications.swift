import Casework
import Operations
import Primitives
import Storage

/// The applications of the demo with what happens to each on which working day.
struct DemoPlot {
    let serial: Int
    let candidate: DemoCandidate
    let ending: DemoEnding
    let office: DemoOffice
    let village: RegionRowName
    let channel: DemoChannel
    let actions: [Int: [DemoAction]]
    var file: DemoCase?
    var draftID: DraftID?

    /// Gives every candidate an office and an ending: the main office gets most, so that its queues are full.
    static func all(_ candidates: [DemoCandidate], offices: [DemoOffice]) -> [DemoPlot] {
        var (qualified, doubtful) = (0, [DemoStory: Int]())
        return candidates.enumerated().map { serial, candidate in
            let ending: DemoEnding
            if candidate.expected == .eligible {
                ending = DemoEnding.qualified[qualified % DemoEnding.qualified.count]
                qualified += 1
            } else {
                let choices = DemoEnding.doubtful(candidate.story)
                ending = choices[doubtful[candidate.story, default: 0] % choices.count]
                doubtful[candidate.story, default: 0] += 1
            }
            let turn = serial % 10
            let position = turn < 5 ? 0 : turn < 7 ? 1 : 2 + (serial / 10 * 3 + turn - 7) % max(1, offices.count - 2)
            let office = offices[position % offices.count]
            let actions = Dictionary(grouping: ending.actions(later: serial % 8), by: \.day)
            return DemoPlot(
                serial: serial, candidate: candidate, ending: ending, office: office,
                village: office.villages[serial / 2 % office.villages.count],
                channel: serial % 3 == 1 ? .window : .phone, actions: actions.mapValues { $0.map(\.action) })
        }
    }
}

extension DemoRun {
    /// The working days of the demo, the opening day first.
    func workingDays() throws -> [CivilDate] {
        var days = [facts.plan.asOf]
        while days.count <= DemoEnding.lastDay {
            days.append(try bureau.calendar.adding(workingDays: 1, to: days[days.count - 1]))
        }
        return days
    }

    /// Does one action of a plot; what no longer fits, because a computation came out otherwise, is left out.
    func perform(_ action: DemoAction, on plot: inout DemoPlot) async throws {
        switch action {
        case .draft:
            let filer = try await filer(of: plot)
            plot.draftID = try await draft(plot.candidate, serial: plot.serial, at: plot.village, as: filer, pages: 3)
        case .file:
            let filer = try await filer(of: plot)
            let sent = try await file(plot.candidate, serial: plot.serial, at: plot.village, as: filer)
            plot.file = DemoCase(
                serial: plot.serial, candidate: plot.candidate, office: plot.office, village: plot.village,
                filer: filer, sent: sent)
        default:
            guard var file = plot.file else { return }
            try await perform(action, on: &file)
            plot.file = file
        }
    }

    private func filer(of plot: DemoPlot) async throws -> Actor {
        // Whoever files at the window has an account as well, to follow the progress by phone.
        let citizen = try await signIn(plot.candidate)
        return plot.channel == .phone ? citizen : try actor("clerk" + plot.office.suffix)
    }

    private func perform(_ action: DemoAction, on file: inout DemoCase) async throws {
        switch action {
        case .draft, .file: break
        case .accept: try await accept(&file)
        case .start: try await startInvestigation(&file)
        case .visit: try await visit(&file)
        case .recheckVisit: try await visit(&file, .recheck)
        case .opinion: try await giveOpinion(&file)
        case .post where file.state == .firstOpinion: try await post(&file)
        case .close: try await closeNotice(&file)
        case .decide where file.state == .confirming: try await decide(&file)
        case .requestSupplement: try await requestSupplement(&file)
        case .answerSupplement: try await answerSupplement(&file)
        case .transfer: try await transfer(&file, to: other(than: file.office).township.code)
        case .withdraw: try await withdraw(&file)
        case .move: try await endForMove(&file, to: other(than: file.office).township.code)
        case .death: try await endForDeath(&file)
        case .nonCooperation: try await endForNonCooperation(&file)
        case .contest: try await contest(file)
        case .object where file.state == .publicity:
            try await object(&file, text: "这家的儿子在外面做生意，条件不差，请再核实。")
        case .uphold where file.state == .recheck:
            try await answerObjection(&file, isUpheld: true, text: "异议有依据，退回重新调查收入情况。")
        case .dismiss where file.state == .recheck:
            try await answerObjection(&file, isUpheld: false, text: "经再次核实，所反映的情况与事实不符。")
        case .orderSampling where file.state == .confirming: try await orderCountyVisit(&file, .sampling)
        case .orderComplaint where file.state == .confirming: try await orderCountyVisit(&file, .complaint)
        case .countyVisit where file.state == .countyVisit: try await visit(&file, .county)
        case .sendBack where file.state == .confirming: try await returnToTownship(&file)
        case .post, .decide, .object, .uphold, .dismiss, .orderSampling, .orderComplaint, .countyVisit, .sendBack:
            break
        }
    }

    private func other(than office: DemoOffice) -> DemoOffice {
        offices.first { $0.township != office.township } ?? office
    }
}
