//! An order in which formulas can be computed, or the loop that forbids one.

/// For each node, the nodes it reads.
pub(super) type Edges = Vec<Vec<u32>>;

/// Nodes so that each comes after those it reads; or a loop, its first node repeated at its end.
/// Iterative, so that a chain of any length is safe.
pub(super) fn order(edges: &Edges) -> Result<Vec<u32>, Vec<u32>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; edges.len()];
    let mut order = Vec::with_capacity(edges.len());
    for start in 0..edges.len() {
        // Each entry: a node and how many of its reads were looked at.
        let mut path: Vec<(usize, usize)> = Vec::new();
        if marks.get(start) == Some(&Mark::New) {
            path.push((start, 0));
        }
        while let Some((node, looked)) = path.last_mut() {
            let node = *node;
            if *looked == 0
                && let Some(mark) = marks.get_mut(node)
            {
                *mark = Mark::Open;
            }
            let next = edges
                .get(node)
                .and_then(|reads| reads.get(*looked))
                .and_then(|next| usize::try_from(*next).ok());
            *looked += 1;
            match next {
                None => {
                    if let Some(mark) = marks.get_mut(node) {
                        *mark = Mark::Done;
                    }
                    order.extend(u32::try_from(node));
                    path.pop();
                }
                Some(next) => match marks.get(next) {
                    Some(Mark::New) => path.push((next, 0)),
                    Some(Mark::Open) => {
                        let mut cycle: Vec<u32> = path
                            .iter()
                            .skip_while(|(other, _)| *other != next)
                            .filter_map(|(other, _)| u32::try_from(*other).ok())
                            .collect();
                        cycle.extend(u32::try_from(next));
                        return Err(cycle);
                    }
                    Some(Mark::Done) | None => {}
                },
            }
        }
    }
    Ok(order)
}
