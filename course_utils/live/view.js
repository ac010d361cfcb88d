// Built from js/src by `npm run build` in course_utils/live/js: make changes there.
function f(e,t="",i=""){let s=document.createElement(e);return t&&(s.className=t),i&&(s.textContent=i),s}var mt={play:"M4 2.5v11l9.5-5.5z",pause:"M4 2.5h3v11H4z\
M9 2.5h3v11H9z",step:"M3 2.5v11L10 8zM11 2.5h2v11h-2z",reset:"M8 2a6 6 0 1 0 6 6h-2a4 4 0 1 1-4-4c1.1 0 2.1.45 2.83 1.17L9 7h5V2l-1.76 1.76A6 6 0 0 0 8 2z",large:"\
M2 2h5v2H4v3H2zM9 12h3V9h2v5H9zM9 2h5v5h-2V4H9zM2 9h2v3h3v2H2z",small:"M5 2h2v5H2V5h3zM9 9h5v2h-3v3H9zM9 2h2v3h3v2H9zM2 9h5v5H5v-3H2z"};function E(e,t,i,s){let n=f(
"button","cu-button");return n.type="button",n.title=i,e&&(n.innerHTML=`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${mt[e]}"/></svg>`),t&&n.append(f("\
span","",t)),n.addEventListener("click",s),n}function B(e,t,i){e.querySelector("path")?.setAttribute("d",mt[t]),i!==void 0&&e.lastElementChild&&(e.lastElementChild.
textContent=i)}var nt=e=>e.replace(/(\d) (?=%)/g,"$1 ");function L(e,t){let i=nt(t);e.textContent!==i&&(e.textContent=i),e.hidden=!i}var re=Symbol.for("course_utils.page");function O(){let e=globalThis;return e[re]??={id:crypto.randomUUID?.()??Math.random().toString(36).slice(2),serial:0,homes:new Map}}
function gt(e,t){let{homes:i}=O();return i.has(e)||i.set(e,t()),i.get(e)}function yt(e,t){let{homes:i}=O();i.get(e)===t&&i.delete(e)}var z=()=>`cu-${O().id.slice(
0,8)}-${++O().serial}`;var H=e=>Math.max(-1e5,Math.min(1e5,e));function ae(e,t,i,{X:s,Y:n}){let o=!1;e.beginPath();for(let r=0;r<t.length;r++){let a=s(t[r]),l=n(i[r]);if(!Number.isFinite(
a+l)){o=!1;continue}o?e.lineTo(H(a),H(l)):e.moveTo(H(a),H(l)),o=!0}}function le(e,{w:t}){if(e.length<=t)return!1;for(let i=1;i<e.length;i++)if(!(e[i]>=e[i-1]))return!1;
return!0}function he({x:e,y:t},{X:i,Y:s,x:n,w:o},r){let a=Math.ceil((o+10)*2),l=n-5,h=new Float64Array(a).fill(1/0),c=new Float64Array(a).fill(-1/0),d=(w,x)=>{w<
0||w>=a||(x<h[w]&&(h[w]=x),x>c[w]&&(c[w]=x))},u=NaN,p=0,m=0;for(let w=0;w<e.length;w++){let x=i(e[w]),b=H(s(t[w])),k=Math.floor((x-l)*2);if(!Number.isFinite(x+b)){
u=NaN;continue}for(let M=Math.max(0,u+1);M<Math.min(a,k);M++)d(M,m+(b-m)*(l+(M+.5)/2-p)/(x-p));d(k,b),[u,p,m]=[k,x,b]}let g=Array.from({length:Math.floor(r*2)+1},
(w,x)=>Math.sqrt(r*r-(x/2)**2)),y=[],v=!1;for(let w=0;w<a;w++){let x=1/0,b=-1/0;for(let k=1-g.length;k<g.length;k++)h[w+k]<1/0&&(x=Math.min(x,h[w+k]-g[Math.abs(
k)]),b=Math.max(b,c[w+k]+g[Math.abs(k)]));x<1/0&&!v&&y.push([]),v=x<1/0,v&&y[y.length-1].push([l+(w+.5)/2,x,b])}return y}function ce(e,t,i){let{ctx:s,k:n}=i,o=he(
e,t,e.width*n/2),r=e.style==="solid";s.beginPath();for(let a of o){a.forEach(([l,h],c)=>s[c?"lineTo":"moveTo"](l,h));for(let l=a.length-1;l>=0;l--)s.lineTo(a[l][0],
a[l][2])}if(s.fillStyle=i.color(e.color),s.globalAlpha=r?1:.3,s.fill(),s.globalAlpha=1,!r){s.beginPath();for(let a of o)a.forEach(([l,h,c],d)=>s[d?"lineTo":"mov\
eTo"](l,(h+c)/2));i.pen(e.color,e.width,e.style),s.lineJoin="bevel",s.stroke()}}function I(e,t,i){let{ctx:s}=i,n=t.y+t.h/2;s.beginPath(),s.moveTo(t.x,n),s.lineTo(
t.x+t.w,n),i.pen(e.color,Math.min(e.width,4),e.style),s.lineCap="butt",s.stroke()}var de=.1,xt={spans:e=>[["x",e.x],["y",e.y]],draw(e,t,i){if(le(e.x,t))return ce(
e,t,i);ae(i.ctx,e.x,e.y,t),i.pen(e.color,e.width,e.style),i.ctx.stroke()},covered:(e,t)=>t.way(e.x,e.y,e.color.startsWith("ghost")?de:1),sample:I};var wt=(e,t)=>Array.from(e,(i,s)=>i+t[s]),vt={spans:e=>[["x",e.x],["x",wt(e.x,e.dx)],["y",e.y],["y",wt(e.y,e.dy)]],draw(e,{X:t,Y:i},s){let{ctx:n,k:o}=s;s.pen(e.
color,e.width),n.fillStyle=s.color(e.color);for(let r=0;r<e.x.length;r++){let a=t(e.x[r]),l=i(e.y[r]),h=t(e.x[r]+e.dx[r]),c=i(e.y[r]+e.dy[r]),d=Math.hypot(h-a,c-
l);if(!(d>.5)||!Number.isFinite(d))continue;let u=Math.min((4+3*e.width)*o,d),p=(h-a)/d,m=(c-l)/d;n.beginPath(),n.moveTo(a,l),n.lineTo(h-p*u*.8,c-m*u*.8),n.stroke(),
n.beginPath(),n.moveTo(h,c),n.lineTo(h-p*u-m*u*.45,c-m*u+p*u*.45),n.lineTo(h-p*u+m*u*.45,c-m*u-p*u*.45),n.closePath(),n.fill()}},covered(e,t){for(let i=0;i<e.x.
length;i++)t.way([e.x[i],e.x[i]+e.dx[i]],[e.y[i],e.y[i]+e.dy[i]])},sample:I};var ot=e=>e.x?Array.from(e.x):Array.from(e.heights,(t,i)=>i),kt={spans(e){let t=ot(e),i=e.width/2,[s,n]=e.horizontal?["y","x"]:["x","y"];return[[s,t.map(o=>o-i)],
[s,t.map(o=>o+i)],[n,e.heights],[n,[0],!0]]},draw(e,{X:t,Y:i},s){let{ctx:n,k:o}=s;ot(e).forEach((r,a)=>{let l=e.heights[a],h=e.horizontal?i:t,c=e.horizontal?t:i;
if(!Number.isFinite(l))return;let d=h(r-e.width/2),u=h(r+e.width/2),p=c(0),m=c(l),g=Math.min(3*o,Math.abs(u-d)/4,Math.abs(m-p)),y=Math.min(d,u),v=Math.abs(u-d),
w=Math.min(p,m),x=Math.abs(m-p);n.fillStyle=s.colorOf(e.color,a),n.beginPath(),e.horizontal?n.roundRect(w,y,x,v,m>p?[0,g,g,0]:[g,0,0,g]):n.roundRect(y,w,v,x,m<p?
[g,g,0,0]:[0,0,g,g]),n.fill()})},covered:(e,t)=>t.places(ot(e),e.heights,12),sample(e,t,i){rt(t,i.colorOf(e.color,0),1,i)}};function rt(e,t,i,{ctx:s,k:n}){s.beginPath(),
s.globalAlpha=i,s.fillStyle=t,s.roundRect(e.x+2*n,e.y+e.h/2-5*n,e.w-4*n,10*n,2*n),s.fill(),s.globalAlpha=1}var bt={spans:e=>[["x",e.x],["y",e.low],["y",e.high]],draw(e,{X:t,Y:i},s){let{ctx:n}=s,o=e.x.length;n.globalAlpha=e.alpha,n.fillStyle=s.color(e.color);for(let r=0;r<
o;){let a=r;for(;a<o&&Number.isFinite(t(e.x[a])+i(e.low[a])+i(e.high[a]));)a++;if(a>r+1){n.beginPath();for(let l=r;l<a;l++)n.lineTo(t(e.x[l]),i(e.high[l]));for(let l=a-
1;l>=r;l--)n.lineTo(t(e.x[l]),i(e.low[l]));n.fill()}r=a+1}n.globalAlpha=1},sample(e,t,i){rt(t,i.color(e.color),e.alpha,i)}};var ue=Float32Array.from({length:64},(e,t)=>t/63),Mt={spans:e=>[["x",e.extent.slice(0,2),!0],["y",e.extent.slice(2),!0]],draw(e,{X:t,Y:i},s){let{ctx:n}=s,[o,r]=e.
z.shape,[a,l,h,c]=e.extent;if(!o||!r)return;let d=Math.min(t(a),t(l)),u=Math.min(i(h),i(c)),p=Math.abs(t(l)-t(a)),m=Math.abs(i(c)-i(h)),g=s.raster(e.z,0,o,r,[e.
vmin,e.vmax],e.cmap,i(h)>i(c)),y=k=>e.smooth&&k>1?[.5,k-1]:[0,k],[v,w]=y(r),[x,b]=y(o);n.globalAlpha=e.alpha,n.imageSmoothingEnabled=e.smooth,n.imageSmoothingQuality=
"low",n.drawImage(g,v,x,w,b,d,u,p,m),n.globalAlpha=1}};function At(e,t,i,s,n){let{ctx:o,k:r}=n,a=t.x+t.w+10*r,l=10*r,h=g=>Math.max(t.y,Math.min(t.y+t.h,g)),c=[h(
t.Y(e.extent[2])),h(t.Y(e.extent[3]))],d=Math.min(...c),u=Math.abs(c[1]-c[0]);o.imageSmoothingEnabled=!0,o.drawImage(n.raster(ue,0,64,1,[0,1],e.cmap,!0),a,d,l,u),
o.fillStyle=n.colors.muted,n.font(11),o.textAlign="left",o.textBaseline="middle";let p=5.5*r,m=g=>Math.max(d+p,Math.min(d+u-p,g));i.forEach((g,y)=>o.fillText(s[y],
a+l+5*r,m(d+u*(1-(g-e.vmin)/(e.vmax-e.vmin)))))}var W=(e,t)=>Array.from(e,i=>i+t),Et=(e,{sx:t,sy:i})=>e.size*Math.min(Math.abs(t),Math.abs(i))/2,Lt={outside:!0,spans(e){let t=e.size/2,i=t+(e.names.length?.22*
e.size:0);return[["x",W(e.x,-t),!0],["x",W(e.x,t),!0],["y",W(e.y,-t),!0],["y",W(e.y,i),!0]]},draw(e,{X:t,Y:i,sx:s,sy:n},o){let{ctx:r,k:a}=o,[l,h,c]=e.z.shape,d=e.
size*Math.min(Math.abs(s),Math.abs(n)),u=.85*d*Math.max(.2,1/e.size-1);for(let p=0;p<l;p++){let m=t(e.x[p]),g=i(e.y[p]),y=m-d/2,v=g-d/2;Number.isFinite(m+g)&&(r.
imageSmoothingEnabled=e.smooth,r.drawImage(o.raster(e.z,p*h*c,h,c,[e.vmin,e.vmax],e.cmap,!1),y,v,d,d),r.setLineDash([]),r.strokeStyle=e.border?o.cycle(e.border[p]):
o.colors.grid,r.lineWidth=(e.border?2.5:1)*a,r.strokeRect(y,v,d,d),e.names[p]&&(r.fillStyle=o.colors.ink,r.textAlign="center",r.textBaseline="alphabetic",o.font(
Math.max(7/a,Math.min(12.5,u/a))),r.fillText(e.names[p],m,v-3*a)))}},far(e,t,i,s,n){let o=Et(e,i),r=Math.max(Math.abs(s-i.X(e.x[t])),Math.abs(n-i.Y(e.y[t])));return r<
o?0:r-o},middle:(e,t,{X:i,Y:s})=>[i(e.x[t]),s(e.y[t])],outline(e,t,i,{ctx:s,k:n}){let o=Et(e,i)+n;s.rect(i.X(e.x[t])-o,i.Y(e.y[t])-o,2*o,2*o)}};function Tt(e,t){return typeof e.color=="string"?[[null,t.color(e.color),e.marker]]:[...new Set(Array.from(e.color).filter(Number.isFinite).map(Math.trunc))].sort(
(s,n)=>s-n).map(s=>[s,t.cycle(s),t.marker(s)])}var St=({x:e,y:t,w:i,h:s},n,o)=>n>=e-.5&&n<=e+i+.5&&o>=t-.5&&o<=t+s+.5;function pe(e,t,i,s){let{ctx:n,k:o}=s,r=s.
table("diverging");n.setLineDash([]),n.lineWidth=1.2*Math.min(1,o),n.strokeStyle=e.filled?s.colors.paper:s.colors.ink;for(let a=0;a<e.x.length;a++){let l=i.X(e.
x[a]),h=i.Y(e.y[a]),c=4*Math.round(127.5+127.5*Math.max(-1,Math.min(1,t[a]||0)));St(i,l,h)&&(n.beginPath(),s.shape(l,h,e.size/2*o,e.marker),n.fillStyle=`rgb(${r[c]}\
 ${r[c+1]} ${r[c+2]})`,n.fill(),n.stroke())}}var Ot={spans:e=>[["x",e.x],["y",e.y]],draw(e,t,i){let{ctx:s,k:n}=i,{X:o,Y:r}=t,a=typeof e.color=="string"?null:e.color;
if(e.value)return pe(e,e.value,t,i);for(let[l,h,c]of Tt(e,i))for(let d=0;d<e.x.length;d++){if(a&&Math.trunc(a[d])!==l)continue;let u=o(e.x[d]),p=r(e.y[d]);St(t,
u,p)&&(s.beginPath(),i.shape(u,p,e.size/2*n,c),i.finish(h,e.filled))}},over:e=>.65*e.size+2,covered:(e,t)=>t.places(e.x,e.y,Math.max(1,20/e.x.length),e.size/2),
far:(e,t,{X:i,Y:s},n,o)=>Math.max(0,Math.hypot(n-i(e.x[t]),o-s(e.y[t]))-e.size/2),middle:(e,t,{X:i,Y:s})=>[i(e.x[t]),s(e.y[t])],outline:(e,t,{X:i,Y:s},n)=>n.shape(
i(e.x[t]),s(e.y[t]),(e.size/2+2)*n.k,"circle"),entries(e,t){let i=e.label.split("|"),s=e.value?[[null,t.colors.ink,e.marker]]:Tt(e,t);return(i.length>1?s.filter(
([o])=>i[o??0]):s.slice(0,1)).map(([o,r,a])=>[i.length>1?i[o??0]:e.label,l=>{t.ctx.beginPath(),t.shape(l.x+l.w/2,l.y+l.h/2,4*t.k,a),t.finish(r,e.filled)}])}};var Pt={spans:e=>e.x!==null?[["x",[e.x]]]:e.y!==null?[["y",[e.y]]]:[],draw(e,{X:t,Y:i,x:s,y:n,w:o,h:r},a){let{ctx:l}=a;l.beginPath(),e.x!==null?(l.moveTo(t(e.x),
n),l.lineTo(t(e.x),n+r)):e.y!==null&&(l.moveTo(s,i(e.y)),l.lineTo(s+o,i(e.y))),a.pen(e.color,e.width,e.style),l.stroke()},covered(e,t,{at:i,x:s,y:n,w:o,h:r}){let[
a,l]=i(s,n+r),[h,c]=i(s+o,n);t.way(e.x!==null?[e.x,e.x]:[a,h],e.x!==null?[l,c]:[e.y??l,e.y??l])},sample:I};var It={spans:e=>[["x",e.x0],["x",e.x1],["y",e.y0],["y",e.y1]],draw(e,{X:t,Y:i},s){let{ctx:n,k:o}=s,{value:r}=e;s.pen(e.color,e.width,e.style);let a=1e-12;if(r)
for(let h of r)Math.abs(h)>a&&(a=Math.abs(h));let l=s.table("diverging");n.beginPath();for(let h=0;h<e.x0.length;h++){let c=t(e.x0[h]),d=i(e.y0[h]),u=t(e.x1[h]),
p=i(e.y1[h]);if(Number.isFinite(c+d+u+p)){if(r){let m=r[h]/a||0,g=4*Math.round(127.5+127.5*m);n.beginPath(),n.strokeStyle=`rgb(${l[g]} ${l[g+1]} ${l[g+2]})`,n.lineWidth=
Math.max(.3,e.width*Math.abs(m))*o}n.moveTo(c,d),n.lineTo(u,p),r&&n.stroke()}}r||n.stroke()},covered(e,t){for(let i=0;i<e.x0.length;i++)t.way([e.x0[i],e.x1[i]],
[e.y0[i],e.y1[i]])},far({x0:e,y0:t,x1:i,y1:s},n,{X:o,Y:r},a,l){let h=o(e[n]),c=r(t[n]),d=o(i[n])-h,u=r(s[n])-c,p=((a-h)*d+(l-c)*u)/(d*d+u*u||1);return p<0||p>1?
1/0:Math.hypot(a-h-p*d,l-c-p*u)},middle:({x0:e,y0:t,x1:i,y1:s},n,{X:o,Y:r})=>[o((e[n]+i[n])/2),r((t[n]+s[n])/2)],outline({x0:e,y0:t,x1:i,y1:s},n,{X:o,Y:r},{ctx:a}){
a.moveTo(o(e[n]),r(t[n])),a.lineTo(o(i[n]),r(s[n]))},sample:I};var Rt={outside:!0,spans:e=>[["x",[e.x]],["y",[e.y]]],draw(e,{X:t,Y:i},s){let{ctx:n,k:o}=s,r=t(e.x),a=i(e.y);if(!Number.isFinite(r+a))return;let l=e.text.split(
`
`),h=1.25*e.size*o,c=d=>a+(d-(l.length-1)/2)*h;s.font(e.size,e.bold),n.textAlign=e.anchor,n.textBaseline="middle",n.setLineDash([]),n.lineJoin="round",n.lineWidth=
3*o,n.strokeStyle=s.colors.paper,n.globalAlpha=.75,l.forEach((d,u)=>n.strokeText(d,r,c(u))),n.globalAlpha=1,n.fillStyle=s.color(e.color),l.forEach((d,u)=>n.fillText(
d,r,c(u)))},covered:(e,t)=>t.places([e.x],[e.y],20)};var T={Line:xt,Points:Ot,HeatMap:Mt,Bars:kt,Arrows:vt,Segments:It,Band:bt,Rule:Pt,Text:Rt,Images:Lt};var at=800,fe=250,me=6,ge=3,ye=.3,xe=.9,we=.78,lt=17,D=24,q=7,Nt=11.5,ve=8;function ke(e,t){return e.marks.flatMap(i=>{let s=T[i.type];return!("label"in i)||!i.
label?[]:s.entries?s.entries(i,t):[[i.label,n=>s.sample?.(i,n,t)]]})}function be({x:e,y:t,w:i,h:s},n,o,r,a){let l=0,h=1;for(let[c,d,u,p]of[[n,r-n,e,e+i],[o,a-o,
t,t+s]]){if(d===0&&(c<u||c>p))return 0;if(d===0)continue;let[m,g]=d>0?[(u-c)/d,(p-c)/d]:[(p-c)/d,(u-c)/d];l=Math.max(l,m),h=Math.min(h,g)}return h>l?(h-l)*Math.
hypot(r-n,a-o):0}function Me(e,t,i){let{X:s,Y:n}=t,o=0,r=l=>Math.max(1,Math.floor(l.length/fe)),a={places(l,h,c=1,d=0){for(let u=0;u<l.length;u+=r(l)){let p=s(l[u]),
m=n(h[u]);p>i.x-d&&p<i.x+i.w+d&&m>i.y-d&&m<i.y+i.h+d&&(o+=c)}},way(l,h,c=1){let d=r(l);for(let u=d;u<l.length;u+=d){let p=be(i,s(l[u-d]),n(h[u-d]),s(l[u]),n(h[u]));
p>0&&(o+=c*p/me)}}};for(let l of e.marks)T[l.type].covered?.(l,a,t);return o}function Ct(e,t,{ctx:i}){let s=e.indexOf(" (");return s>0&&i.measureText(e).width>t?
[e.slice(0,s),e.slice(s+1)]:[e]}function ht(e,t,i){let s=ke(e,i),{ctx:n,k:o}=i,r=lt*o,a=q*o,l=5*o,h=D*o+3*a;i.font(Nt);let c=s.map(([v])=>Ct(v,t.w-h,i)),d=Math.
min(t.w,h+Math.max(...c.flat().map(v=>n.measureText(v).width))),u=c.flat().length*r+a,p=t.x+l,m=t.x+t.w-d-l,g=t.y+l,y=t.y+t.h-u-l;return{list:s,lines:c,row:r,pad:a,
w:d,h:u,corners:[[m,g],[p,g],[m,y],[p,y],[m,t.y+(t.h-u)/2]]}}function Ft(e,t,i){if(!e.legend)return null;let{ctx:s,k:n}=i,o={...t,w:t.w-60*n,h:t.h-60*n},{list:r,
w:a,h:l}=ht(e,o,i);if(r.length<2||r.length<=ge&&a*l<=ye*o.w*o.h)return null;let h=t.w-2*q*n,c=(D+3*q)*n,d=r.flatMap(([u,p])=>Ct(u,h/2-c,i).map((m,g)=>[m,g?null:
p]));for(let u=d.length;;u--){let p=Math.ceil(d.length/u),m=[];for(let b=0,k=p;b<d.length;b=k,k+=p){for(;d[k]?.[1]===null;)k++;m.push(d.slice(b,k))}let g=m.map(
b=>c+Math.max(...b.map(([k])=>s.measureText(k).width))),y=g.reduce((b,k)=>b+k,0),v=Math.min(1,h/y);if(v<xe&&u>2)continue;let w=Math.max(v,we),x=g.indexOf(Math.max(
...g));return g[x]-=Math.max(0,y-h/w),{columns:m,widths:g.map(b=>b*w),s:w,h:(Math.max(...m.map(b=>b.length))*lt*w+ve)*n}}}function jt({columns:e,widths:t,s:i},s,n,o,r){
let a=lt*i*r.k,l=Math.max(o.x,Math.min(s,o.x+o.w-t.reduce((h,c)=>h+c,0)));e.forEach((h,c)=>{h.forEach(([d,u],p)=>$t(d,u,{x:l,y:n+p*a,w:t[c],h:a},i,r)),l+=t[c]})}
function $t(e,t,{x:i,y:s,w:n,h:o},r,a){let{ctx:l,k:h}=a;t?.({x:i,y:s,w:D*r*h,h:o}),l.fillStyle=a.colors.ink,l.textAlign="left",l.textBaseline="middle",a.fit(e,i+
(D+q)*r*h,s+o/2+.5,n-(D+2*q)*r*h+1,Nt*r)}function zt(e,t,i,{corners:s,w:n,h:o}){let r=s.map(([l,h])=>Me(e,t,{x:l-3,y:h-3,w:n+6,h:o+6})),a=r.indexOf(Math.min(...r));
return i===void 0||r[i]>1.5*r[a]+4?a:i}var Ht=(e,t,i,s)=>!!i.late&&zt(e,t,i.corner,ht(e,t,s))!==i.corner;function Dt(e,t,i,s){let{ctx:n,k:o}=s,r=ht(e,t,s),{list:a,
lines:l,row:h,pad:c,w:d,h:u,corners:p}=r,m=performance.now();if(!a.length)return;i.late=i.corner!==void 0&&m-(i.cornerAt??0)<=at&&i.entries===a.length,(i.corner===
void 0||!i.late)&&(i.corner=zt(e,t,i.entries===a.length?i.corner:void 0,r),i.cornerAt=m,i.entries=a.length);let[g,y]=p[i.corner];n.globalAlpha=.86,n.fillStyle=s.
colors.paper,n.beginPath(),n.roundRect(g,y,d,u,5*o),n.fill(),n.globalAlpha=1,n.setLineDash([]),n.lineWidth=1,n.strokeStyle=s.colors.grid,n.stroke();let v=y+c/2;
a.forEach(([,w],x)=>l[x].forEach((b,k)=>{$t(b,k?null:w,{x:g+c,y:v,w:d-c,h},1,s),v+=h}))}var Ae=.04;function Ee(e,t,i){let s=1/0,n=-1/0,o=1/0,r=-1/0;for(let a of e.marks)for(let[l,h,c]of T[a.type].spans(a))if(l===t)for(let d=0;d<h.length;d++){let u=h[d];
!Number.isFinite(u)||i&&u<=0||(i&&(u=Math.log10(u)),u<s&&(s=u),u>n&&(n=u),c&&u<o&&(o=u),c&&u>r&&(r=u))}return{low:s,high:n,tightLow:o,tightHigh:r}}function qt(e,t){
let i=t==="x"?e.xlim:e.ylim,s=(t==="x"?e.xscale:e.yscale)==="log";if(i)return i;let n=Ee(e,t,s),{low:o,high:r}=n;if(o>r)return s?[1,10]:[0,1];if(r-o<=1e-9*Math.
max(1e-30,Math.abs(o),Math.abs(r)))o-=.5,r+=.5;else{let a=Ae*(r-o);o<n.tightLow&&(o-=a),r>n.tightHigh&&(r+=a)}return s?[10**o,10**r]:[o,r]}var Bt=e=>[qt(e,"x"),
qt(e,"y")];function N(e,t,i,s=!1){if(e>t&&([e,t]=[t,e]),!(t>e)||!Number.isFinite(t-e))return{major:[],minor:[]};if(s){let l=Math.ceil(Math.log10(e)-1e-9),h=Math.floor(Math.
log10(t)+1e-9),c=Math.log10(t/e),d=Math.max(1,Math.ceil((h-l+1)/Math.max(i,2))),u=[],p=[];for(let m=l-1;m<=h;m++)for(let g=1;g<10;g++){let y=g*10**m;y<e*(1-1e-9)||
y>t*(1+1e-9)||((g===1?(m-l)%d===0:c<1.7&&(g===2||g===5)&&i>=3)?u.push(y):p.push(y))}return u.length>1||c>1?{major:u,minor:d>1?[]:p}:N(e,t,Math.min(i,4))}let n=(t-
e)/Math.max(1,i),o=10**Math.floor(Math.log10(n)),r=[1,2,2.5,5,10].map(l=>l*o).find(l=>l>=n*.75&&l!==2.5)??10*o,a=[];for(let l=Math.ceil(e/r-1e-6);l<=Math.floor(
t/r+1e-6);l++)a.push(l*r);return a.length<2&&i<12?N(e,t,i+1):{major:a.map(l=>Math.abs(l)<r*1e-6?0:l),minor:[]}}var Le={"-":"⁻",0:"⁰",1:"¹",2:"²",3:"³",4:"\
⁴",5:"⁵",6:"⁶",7:"⁷",8:"⁸",9:"⁹"},ct=e=>"10"+[...String(e)].map(t=>Le[t]).join("");function C(e,t=!1){if(!e.length)return[];let i=Math.max(...e.map(
Math.abs)),s=Math.min(...e.filter(h=>h).map(Math.abs),i),n=e.map(h=>{let c=h>0?Math.floor(Math.log10(h)+1e-9):0;return[h/10**c,c]});if(t&&n.every(([h])=>Math.abs(
h-Math.round(h))<1e-6))return i>=1e5||s<.001?n.map(([h,c])=>Math.round(h)===1?ct(c):`${Math.round(h)}·${ct(c)}`):e.map(h=>String(+h.toPrecision(3)).replace("-",
"−"));let o=e.length>1?Math.abs(e[1]-e[0]):i||1,r=Math.floor(Math.log10(o)+1e-9),a=(o/10**Math.floor(Math.log10(o))).toFixed(1)==="2.5";if(i>=1e6||i&&i<.001){
let h=Math.floor(Math.log10(i)),c=Math.max(0,Math.min(3,h-r+Number(a)));return e.map(d=>d===0?"0":`${(d/10**h).toFixed(c)}·${ct(h)}`.replace("-","−"))}let l=Math.
max(0,-r);return Math.abs(o*10**l-Math.round(o*10**l))>1e-6&&(l+=1),e.map(h=>h.toFixed(Math.min(l,8)).replace("-","−"))}var dt=[78,44];function Te(e,[t,i],s,n,o){let r={major:[],minor:[]};if(!e.frame)return{x:r,y:r,xw:[],yw:[],named:null};let a=e.xscale==="log",l=e.yscale==="log",
h=N(t[0],t[1],Math.max(2,s/(dt[0]*o)),a),c=N(i[0],i[1],Math.max(2,n/(dt[1]*o)),l),d=e.marks.find(p=>p.type==="Bars"&&p.names.length);if(d?.type!=="Bars")return{
x:h,y:c,xw:C(h.major,a),yw:C(c.major,l),named:null};let u={major:d.x?Array.from(d.x):d.names.map((p,m)=>m),minor:[]};return d.horizontal?{x:h,y:u,xw:C(h.major,a),
yw:d.names,named:"y"}:{x:u,y:c,xw:d.names,yw:C(c.major,l),named:"x"}}function Se(e,[t,i],s){let n=e.xscale==="log",o=e.yscale==="log",r=e.marks.some(y=>y.type===
"Bars"&&y.horizontal),a=(y,v)=>v?Math.log10(y):y,[l,h,c,d]=[a(t[0],n),a(t[1],n),a(i[0],o),a(i[1],o)],u=s.w/(h-l),p=s.h/(d-c),m=(y,v,w)=>v?y>0?Math.log10(y):w-1:
y,g=y=>r?s.y+(y-c)*p:s.y+s.h-(y-c)*p;return{...s,sx:u,sy:p,drag:e.drag,X:n?y=>s.x+(m(y,!0,l)-l)*u:y=>s.x+(y-l)*u,Y:o?y=>g(m(y,!0,c)):g,at(y,v){let w=l+(y-s.x)/u,
x=c+(r?v-s.y:s.y+s.h-v)/p;return[n?10**w:w,o?10**x:x]}}}var Wt=(e,t)=>e===void 0||t>e||t<.6*e?t:e;function Oe(e,t,[i,s],n,o,r,a){let l=(e.title?26:9)*a+r,h=(e.frame?
20*a:4)+(e.x?18*a:0),c=Math.max(10,t.w-n-o),d=Math.max(10,t.h-l-h),u=t.x+n,p=t.y+l;if(!e.equal||e.xscale==="log"||e.yscale==="log")return{x:u,y:p,w:c,h:d};let m=Math.
abs(i[1]-i[0]),g=Math.abs(s[1]-s[0]),y=Math.min(c/m,d/g);return{x:u+(c-y*m)/2,y:p+(d-y*g)/2,w:y*m,h:y*g}}var P=e=>Math.round(e)+.5;function Pe(e,t,{ctx:i,colors:s}){
i.setLineDash([]),i.lineWidth=1,i.strokeStyle=s.grid,i.beginPath();for(let n of e.named==="x"?[]:e.x.major){let o=t.X(n);o>=t.x-.5&&o<=t.x+t.w+.5&&(i.moveTo(P(o),
t.y),i.lineTo(P(o),t.y+t.h))}for(let n of e.named==="y"?[]:e.y.major){let o=t.Y(n);o>=t.y-.5&&o<=t.y+t.h+.5&&(i.moveTo(t.x,P(o)),i.lineTo(t.x+t.w,P(o)))}i.stroke()}
function Ie(e,t,i,s){for(let n=1;;n++){let o=e.filter((r,a)=>a%n===(s<0?0:s%n));if(o.every((r,a)=>a===0||t[r]-i[r]>=t[o[a-1]]+i[o[a-1]]+4))return o}}function Re(e,t,i,s){
let{ctx:n,k:o,colors:r}=s,a=t.y+t.h,l=Math.round(t.x)-.5;n.setLineDash([]),n.strokeStyle=r.muted,n.lineWidth=1,n.beginPath(),n.moveTo(l,t.y),n.lineTo(l,Math.round(
a)+.5),n.lineTo(t.x+t.w,Math.round(a)+.5);for(let u of e.x.minor)n.moveTo(P(t.X(u)),a),n.lineTo(P(t.X(u)),a+3*o);for(let u of e.y.minor)n.moveTo(t.x,P(t.Y(u))),
n.lineTo(t.x-3*o,P(t.Y(u)));n.stroke(),n.fillStyle=r.muted,s.font(11.5),n.textAlign="center",n.textBaseline="top";let h=e.xw.map(u=>n.measureText(u).width/2),c=e.
x.major.map((u,p)=>Math.min(t.X(u),i.x+i.w-h[p])),d=e.x.major.flatMap((u,p)=>t.X(u)>=t.x-1&&t.X(u)<=t.x+t.w+1?[p]:[]);for(let u of Ie(d,c,h,d.findIndex(p=>e.x.major[p]===
0)))n.fillText(e.xw[u],c[u],a+6*o);n.textAlign="right",n.textBaseline="middle",e.y.major.forEach((u,p)=>{let m=t.Y(u);m>=t.y-1&&m<=a+1&&n.fillText(e.yw[p],t.x-7*
o,m)})}function Ne(e,t,i,s,n,o){let{ctx:r,k:a,colors:l}=o;if(r.fillStyle=l.ink,e.x&&(r.textAlign="center",r.textBaseline="alphabetic",o.fit(e.x,t.x+t.w/2,t.y+t.
h+((e.frame?20*a:4)+18*a)-5*a,i.w,12)),e.y&&(r.save(),r.translate(Math.max(i.x,t.x-s)+10*a,t.y+t.h/2),r.rotate(-Math.PI/2),r.textAlign="center",r.textBaseline="\
middle",o.fit(e.y,0,0,t.h+(e.title?26:9)*a,12),r.restore()),e.title){let h=e.frame?t.x:i.x+4,c=i.x+i.w-4;r.textBaseline="alphabetic",o.font(13,!0);let d=Math.max(
i.x+2,Math.min(h,c-r.measureText(e.title).width));r.textAlign="left",o.fit(e.title,d,t.y-n-9*a,c-d,13,!0)}}function G(e,t,i,s,n=null){let{ctx:o,k:r}=s,a=Bt(e),l=n?
n.h:0,h=Math.max(10,t.w-60*r),c=Math.max(10,t.h-(e.title?26:8)*r-36*r-l),d=Te(e,a,h,c,r),u=e.marks.find(b=>b.type==="HeatMap"&&b.bar),p=u?.type==="HeatMap"?u:null,
m=p?N(p.vmin,p.vmax,Math.max(2,c/(dt[1]*r))).major:[],g=C(m);s.font(11.5);let y=b=>b.reduce((k,M)=>Math.max(k,o.measureText(M).width),0),v=e.frame?y(d.yw)+8*r+(e.
y?20*r:4*r):4,w=(p?26*r+y(g):0)+(e.frame?10*r:4);i.left=Math.min(Wt(i.left,v),t.w*.45),i.right=Math.min(Wt(i.right,w),t.w*.4);let x=Se(e,a,Oe(e,t,a,i.left,i.right,
l,r));e.frame&&Pe(d,x,s);for(let b of e.marks){let k=T[b.type],M=(k.over?.(b)??3)*r;k.outside||(o.save(),o.beginPath(),o.rect(x.x-M,x.y-M,x.w+2*M,x.h+2*M),o.clip(),
k.draw(b,x,s),o.restore())}for(let b of["Images","Text"])for(let k of e.marks)k.type===b&&T[b].draw(k,x,s);return e.frame&&Re(d,x,t,s),Ne(e,x,t,i.left,l,s),p&&At(
p,x,m,g,s),n?(jt(n,x.x,x.y-l,t,s),i.late=!1):e.legend&&Dt(e,x,i,s),x}function Gt(e){let t=new Uint8ClampedArray(1024),i=e.map(s=>[1,3,5].map(n=>parseInt(s.slice(n,n+2),16)));for(let s=0;s<256;s++){let n=s/255*(e.length-1),o=Math.
min(Math.floor(n),e.length-2),r=n-o;for(let a=0;a<3;a++)t[4*s+a]=i[o][a]*(1-r)+i[o+1][a]*r;t[4*s+3]=255}return t}function Ce(e,t,i,s,n,[o,r],a,l){let h=t instanceof
Uint8Array,c=255/(r-o);for(let d=0;d<s;d++){let u=i+d*n,p=(l?s-1-d:d)*n;for(let m=0;m<n;m++,u++,p++){if(h){e[p]=a[t[u]];continue}let g=(t[u]-o)*c;e[p]=g>=0?a[g>
255?255:g+.5|0]:g<0?a[0]:0}}}var K=class{constructor(){this.list=[],this.used=0}take(t,i,s,n,o,r,a,l){let h=this.list[this.used];if(!h||h.canvas.width!==n||h.canvas.
height!==s){let d=document.createElement("canvas");d.width=n,d.height=s;let u=new ImageData(n,s);h=this.list[this.used]={canvas:d,image:u,words:new Uint32Array(
u.data.buffer),key:"",z:null}}this.used+=1;let c=`${i} ${o} ${a} ${l}`;return(h.z!==t||h.key!==c)&&(Ce(h.words,t,i,s,n,o,new Uint32Array(r.buffer),a),h.canvas.getContext(
"2d").putImageData(h.image,0,0),h.z=t,h.key=c),h.canvas}};function U(){let{body:e}=document;return e.dataset.jpThemeLight!==void 0?e.dataset.jpThemeLight==="false":e.classList.contains("vscode-dark")||e.classList.contains(
"vscode-high-contrast")}function F(e){let t=new MutationObserver(()=>e(U()));return t.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light",
"data-jp-theme-name","class"]}),e(U()),()=>t.disconnect()}function Kt(e){let t,i=()=>{t?.removeEventListener("change",s),t=matchMedia(`(resolution: ${devicePixelRatio}\
dppx)`),t.addEventListener("change",s)},s=()=>{i(),e()};return i(),()=>t.removeEventListener("change",s)}var Ut='system-ui, -apple-system, "Segoe UI", Roboto, "\
Helvetica Neue", "DejaVu Sans", sans-serif';var Fe=1.2,je={solid:[],dashed:[6,4],dotted:[1.5,3],dashdot:[8,3,1.5,3]},j=class e{constructor(t){this.palette=t,this.stamps=new K,this.tables={},this.ctx=null,
this.k=1,this.theme="light"}begin(t,i){this.ctx=t,this.k=i,this.theme=U()?"dark":"light",this.stamps.used=0}get colors(){return this.palette.colors[this.theme]}color(t){
return this.colors[t]||t}static turn(t,i){return t[(Math.trunc(i)%t.length+t.length)%t.length]}cycle(t){return this.colors[e.turn(this.palette.cycle,t)]}marker(t){
return e.turn(this.palette.markers,t)}colorOf(t,i){return typeof t=="string"?this.color(t):this.cycle(t[i])}table(t){return this.tables[t+this.theme]??=Gt(this.
palette.maps[this.theme][t])}raster(t,i,s,n,o,r,a){return this.stamps.take(t,i,s,n,o,this.table(r),a,r+this.theme)}pen(t,i,s="solid"){let{ctx:n,k:o}=this;n.strokeStyle=
this.color(t),n.lineWidth=i*o,n.lineJoin="round",n.lineCap=s==="solid"?"round":"butt",n.setLineDash(je[s].map(r=>r*o*Math.max(1,i/2)))}font(t,i=!1){this.ctx.font=
`${i?"600 ":""}${t*this.k}px ${Ut}`}fit(t,i,s,n,o,r=!1){let{ctx:a}=this;this.font(o,r);let l=a.measureText(t).width;for(l>n&&(this.font(o*Math.max(.75,.99*n/l),
r),l=a.measureText(t).width);l>n&&t.length>4;)t=t.slice(0,-2).trimEnd()+"…",l=a.measureText(t).width;a.fillText(t,i,s)}shape(t,i,s,n){let{ctx:o}=this,r=$e[n];
if(!r){o.moveTo(t+s,i),o.arc(t,i,s,0,2*Math.PI);return}r.forEach(([a,l],h)=>h?o.lineTo(t+a*s,i+l*s):o.moveTo(t+a*s,i+l*s)),o.closePath()}finish(t,i){let{ctx:s,k:n}=this;
s.setLineDash([]),s.lineJoin="round",s.strokeStyle=i?this.colors.paper:t,s.lineWidth=i?Fe*Math.min(1,n):1.5*n,i&&(s.fillStyle=t,s.fill("nonzero")),s.stroke()}},
S=.42,A=1.05,$e={square:[[-.88,-.88],[.88,-.88],[.88,.88],[-.88,.88]],triangle:[[0,-1.15],[1.05,.8],[-1.05,.8]],diamond:[[0,-1.2],[1.2,0],[0,1.2],[-1.2,0]],cross:[
[-A,-A+S],[-A+S,-A],[0,-S],[A-S,-A],[A,-A+S],[S,0],[A,A-S],[A-S,A],[0,S],[-A+S,A],[-A,A-S],[-S,0]]};var R=40,_=class{constructor(t){this.palette=t,this.list=[],this.end=()=>{}}add(t){let i=f("canvas"),s=2;return i.width=i.height=R*s,i.setAttribute("aria-hidden",
"true"),this.list.length||(this.end=F(()=>this.draw())),this.list.push([i,t]),this.draw(),i}draw(){for(let[t,i]of this.list){let s=t.getContext("2d"),n=new j(this.
palette);s.setTransform(t.width/R,0,0,t.height/R,0,0),s.clearRect(0,0,R,R),n.begin(s,.5),G(i,{x:0,y:0,w:R,h:R},{},n)}}};function ze(e){if(e.kind==="log"){let i=Math.log10(e.low),s=Math.log10(e.high),n=Math.max(40,Math.round((s-i)*24)),o=r=>Math.min(e.high,Math.max(e.low,+r.toPrecision(
2)));return{steps:n,value:r=>o(10**(i+(s-i)*r/n)),position:r=>Math.round((Math.log10(r)-i)/(s-i)*n)}}let t=Math.max(1,Math.round((e.high-e.low)/e.step));return{
steps:t,value:i=>i>=t?e.high:+(e.low+i*e.step).toFixed(10),position:i=>Math.round((i-e.low)/e.step)}}function He(e,t){if(e.kind==="integer")return String(t);if(t===
0)return"0";if(e.kind==="log")return Math.abs(t)>=.001&&Math.abs(t)<1e5?String(+t.toPrecision(3)):t.toExponential(+t.toPrecision(2)==+t.toPrecision(1)?0:1).replace(
"e+","e");let i=Math.max(0,Math.min(6,-Math.floor(Math.log10(e.step)+1e-9))),s=e.step*10**i;return(+t).toFixed(Math.abs(s-Math.round(s))>1e-6?i+1:i)}var $=class{constructor(t,i,s){
if(this.c=t,this.thumbs=new _(s),this.el=f("div",`cu-control cu-${t.kind}`),this.el.title=[t.help,t.rebuild?"↻ a change starts the run anew":""].filter(Boolean).
join(`
`),this.label=f("label","cu-label",t.label),t.rebuild){let o=f("span","cu-rebuild","↻");o.setAttribute("aria-label","(starts anew)"),this.label.append(" ",o)}
this.head=f("div","cu-head"),this.head.append(this.label),this.set=()=>{};let n=t.kind==="toggle"?this.toggle(i):t.kind==="text"?this.text(i):t.kind==="several"||
t.pictures?this.tiles(i):t.kind==="choice"?this.choice(i):this.slider(i);n instanceof HTMLInputElement||n instanceof HTMLSelectElement?n.id=this.label.htmlFor=z():
n.setAttribute("aria-labelledby",this.label.id=z()),t.help&&n.setAttribute("aria-description",t.help)}toggle(t){let i=f("input");return i.type="checkbox",i.setAttribute(
"role","switch"),i.addEventListener("change",()=>t(i.checked)),this.set=s=>{i.checked=!!s},this.head.prepend(i),this.el.append(this.head),i}choice(t){let i=f("s\
elect");return this.c.options.forEach((s,n)=>i.append(new Option(s,String(n)))),i.addEventListener("change",()=>t(+i.value)),this.set=s=>{i.value=String(s)},this.
el.append(this.head,i),i}tiles(t){let{c:i}=this,s=f("div","cu-tiles"),n=i.kind==="choice",o=z();s.setAttribute("role",n?"radiogroup":"group");let r=i.options.map(
(l,h)=>{let c=f("label","cu-tile"),d=f("input");return Object.assign(d,{type:n?"radio":"checkbox",name:o,value:String(h)}),c.append(d),i.pictures&&c.append(this.
thumbs.add(i.pictures[h])),c.append(f("span","",l)),s.append(c),d}),a=()=>r.flatMap((l,h)=>l.checked?[h]:[]);return s.addEventListener("change",l=>{let h=a();h.
length?t(n?h[0]:h):l.target.checked=!0}),this.set=l=>r.forEach((h,c)=>{h.checked=n?c===l:Array.isArray(l)&&l.includes(c)}),this.el.classList.add("cu-wide"),this.
el.append(this.head,s),s}text(t){let{c:i}=this,s=f("input","cu-typed");Object.assign(s,{type:"text",maxLength:i.high,spellcheck:!1,autocomplete:"off"});let n="";
this.set=r=>{n=String(r),document.activeElement!==s&&(s.value=n)};let o=()=>{s.value!==n&&(n=s.value,t(n))};if(s.addEventListener("input",r=>{(!(r instanceof InputEvent&&
r.inputType!=="insertReplacementText")||i.atOnce&&!r.isComposing)&&o()}),s.addEventListener("compositionend",()=>{i.atOnce&&o()}),s.addEventListener("change",o),
s.addEventListener("blur",()=>{s.value=n}),s.addEventListener("keydown",r=>{r.isComposing||(r.key==="Enter"&&o(),!(r.key!=="Escape"||s.value===n)&&(s.value=n,r.
stopPropagation()))}),this.el.append(this.head,s),i.options.length){let r=f("datalist");r.id=z(),r.append(...i.options.map(a=>new Option(a,a))),s.setAttribute("\
list",r.id),this.el.append(r)}return i.high>24&&this.el.classList.add("cu-wide"),s}slider(t){let{c:i}=this,s=ze(i),n=f("input"),o=f("input","cu-number"),r=f("sp\
an","cu-value");Object.assign(n,{type:"range",min:"0",max:String(s.steps),step:"1"}),Object.assign(o,{type:"text",inputMode:"decimal",tabIndex:-1}),o.setAttribute(
"aria-label",`${i.label}: type a value`);let a="",l=h=>{a=He(i,h).replace(/^-/,"−"),document.activeElement!==o&&(o.value=a,o.style.width=`${Math.max(3,a.length+
.8)}ch`),n.setAttribute("aria-valuetext",`${a} ${i.unit}`.trim()),n.style.setProperty("--at",`${100*+n.value/s.steps}%`)};return this.set=h=>{n.value=String(s.position(
Number(h))),l(Number(h))},n.addEventListener("input",()=>{let h=s.value(+n.value);l(h),t(h)}),n.addEventListener("keydown",h=>{h.key==="Enter"&&o.focus()}),o.addEventListener(
"focus",()=>o.select()),o.addEventListener("change",()=>{let h=Number(o.value.replace(",",".").replace("−","-"));t(Number.isFinite(h)&&o.value.trim()?h:o.value)}),
o.addEventListener("keydown",h=>{h.key==="Escape"&&(o.value=a),!(h.key!=="Enter"&&h.key!=="Escape")&&(n.focus(),h.stopPropagation())}),r.append(o),i.unit&&r.append(
f("span","cu-unit",i.unit)),this.head.append(r),this.el.append(this.head,n),n}};var V=class{constructor(t,i){this.step=null,this.open=E("","Guide",`the ${t} questions before this demo, one by one`,()=>i(this.step?-1:0)),this.open.setAttribute(
"aria-expanded","false"),this.el=f("section","cu-guide"),this.el.setAttribute("aria-label","guided steps"),this.el.hidden=!0,this.place=f("p","cu-guide-at"),this.
task=f("p","cu-guide-do"),this.predict=f("p","cu-guide-predict"),this.seen=f("p","cu-guide-seen");let s=f("div","cu-guide-words"),n=f("div","cu-guide-go"),o=()=>this.
step?.at??0;s.setAttribute("aria-live","polite"),s.append(this.task,this.predict,this.seen),this.back=E("","Back","the question before",()=>i(o()-1)),this.next=
E("","Next","the next question",()=>i(o()+1)),n.append(this.back,this.next,E("","Leave","close the guide; everything stays as it is",()=>{i(-1),this.open.focus()})),
this.el.append(this.place,s,n)}show(t){this.open.setAttribute("aria-expanded",String(!!t)),this.el.hidden=!t,this.step=t,t&&(L(this.place,`${t.at+1} of ${t.of}`),
L(this.task,t.do),L(this.predict,`Predict: ${t.predict}`),L(this.seen,t.seen&&`✔ ${t.seen}`),this.back.disabled=t.at===0,this.next.classList.toggle("cu-run",!!t.
seen),this.next.lastElementChild&&(this.next.lastElementChild.textContent=t.at+1<t.of?"Next":"Finish"))}};var J=class{constructor(t,i,s){this.choices=i,this.el=f("div","cu-menu"),this.button=f("button","cu-button"),this.button.type="button",this.label=t,this.chosen=
f("span","cu-chosen"),this.button.append(this.chosen,f("span","cu-down","▾")),this.button.setAttribute("aria-haspopup","menu"),this.list=f("div","cu-list"),this.
list.setAttribute("role","menu"),this.list.setAttribute("aria-label",t),this.items=i.map((n,o)=>{let r=f("button","cu-item",n);return r.type="button",r.tabIndex=
-1,r.setAttribute("role","menuitemradio"),r.addEventListener("click",()=>{this.close(),s(o)}),r}),this.list.append(...this.items),this.el.append(f("span","",t),
this.button,this.list),this.button.addEventListener("click",()=>this.list.hidden?this.open():this.close()),this.el.addEventListener("keydown",n=>this.key(n)),this.
el.addEventListener("focusout",n=>{this.el.contains(n.relatedTarget)||this.close(!1)}),this.shown=-2,this.show(-1),this.list.hidden=!0,this.button.setAttribute(
"aria-expanded","false")}open(){this.list.hidden=!1,this.button.setAttribute("aria-expanded","true"),this.items[Math.max(0,this.shown)].focus({preventScroll:!0})}close(t=!0){
this.list.hidden||(this.list.hidden=!0,this.button.setAttribute("aria-expanded","false"),t&&this.button.focus({preventScroll:!0}))}show(t){t!==this.shown&&(this.
shown=t,this.chosen.textContent=this.choices[t]??"choose …",this.button.setAttribute("aria-label",`${this.label}: ${this.chosen.textContent}`),this.items.forEach(
(i,s)=>i.setAttribute("aria-checked",String(s===t))))}key(t){let i=this.items.length-1,s=this.items.indexOf(document.activeElement),n=this.list.hidden&&(t.key===
"ArrowDown"||t.key==="ArrowUp"),o=n?null:{ArrowDown:s<i?s+1:0,ArrowUp:s>0?s-1:i,Home:0,End:i}[t.key];if(n)this.open();else{if(this.list.hidden)return;if(t.key===
"Escape")this.close();else if(o!=null)this.items[o].focus({preventScroll:!0});else return}t.preventDefault(),t.stopPropagation()}};var Y=class{constructor(t,i){this.home=i,this.shown="",this.state=null,this.list={},this.el=f("div","cu-controls"),this.el.setAttribute("role","group"),this.el.
setAttribute("aria-label",`Controls of ${t.title}`),this.bar=f("div","cu-bar"),this.rows=f("div","cu-rows"),this.more=f("div","cu-more"),this.note=f("p","cu-not\
e"),this.end=f("p","cu-end"),this.end.setAttribute("role","status"),this.error=f("div","cu-error"),this.error.setAttribute("role","alert"),this.guide=new V(t.guide,
s=>i.press("guide",{value:s})),this.told=f("div","cu-told"),this.told.append(this.error,this.end),this.code=f("input","cu-code"),this.code.readOnly=this.code.hidden=
this.note.hidden=this.end.hidden=this.error.hidden=!0,this.code.setAttribute("aria-label","settings as Python code"),this.buttons(t),this.lists(t),this.rest(t),
this.bar.append(this.more);for(let s of t.controls)this.list[s.name]=new $(s,n=>i.move({[s.name]:n}),t.palette),this.rows.append(this.list[s.name].el);t.trains&&
t.controls.some(s=>s.rebuild)&&this.rows.append(f("span","cu-legend","↻ starts the run anew")),this.el.append(this.bar,...t.controls.length?[this.rows]:[])}buttons(t){
let{home:i,bar:s}=this;t.trains&&(this.run=E("play","Run","run or pause (Space); the run goes on where it stopped",()=>this.turn()),this.run.classList.add("cu-r\
un"),s.append(this.run,E("step","Step",`one step: ${t.step}`,()=>i.press("step")))),(t.trains||t.seed)&&s.append(E("reset","Reset","start anew with the same see\
d (R)",()=>this.reset())),this.resets=t.trains||t.seed}turn(){this.run&&this.home.press(this.state?.playing?"pause":"play")}reset(){this.resets&&this.home.press(
"reset")}lists(t){t.trains&&(this.speed=this.pick(t)),t.presets.length&&(this.preset=new J("try",t.presets,i=>this.home.press("preset",{value:i})),this.bar.append(
this.preset.el))}pick(t){let i=f("select"),s=f("label","cu-pick");return i.append(...t.speeds.map((n,o)=>new Option(n,String(o)))),i.addEventListener("change",()=>this.
home.press("speed",{value:+i.value})),s.title=`a step is ${t.step}`,s.append(f("span","","speed"),i),this.bar.append(s),i}rest(t){let{home:i,more:s}=this;if(t.guide&&
s.append(this.guide.open),t.seed&&s.append(E("","New seed","other random numbers",()=>i.press("reseed"))),t.trains){let o=f("label","cu-keep"),r=f("input");o.title=
"a run's curves stay in the picture, grey, after a reset",r.type="checkbox",r.addEventListener("change",()=>i.press("keep",{value:r.checked})),o.append(r,"Keep \
runs"),this.keep=r,this.kept=[o,this.clear=E("","Clear","clear earlier runs: take the grey curves away",()=>i.press("clear"))],this.clear.setAttribute("aria-lab\
el","Clear earlier runs"),s.append(...this.kept)}let n=E("","Copy settings","the Python code that rebuilds this run",()=>this.copied(n));s.append(n)}async copied(t){
let i=this.state?.code??"",s=t.lastElementChild;this.code.value=i,this.code.hidden=!1,this.code.select();try{await navigator.clipboard.writeText(i)}catch{}s&&(s.
textContent="Copied",setTimeout(()=>{s.textContent="Copy settings"},1500))}close(){for(let t of Object.values(this.list))t.thumbs.end()}show(t,i){let s=JSON.stringify(
[t,[...i]]);if(s!==this.shown){this.shown=s;for(let[n,o]of Object.entries(this.list))i.has(n)||o.set(t.values[n]),o.el.hidden=t.hidden.includes(n);this.run&&this.
state?.playing!==t.playing&&(B(this.run,t.playing?"pause":"play",t.playing?"Pause":"Run"),this.run.classList.toggle("cu-on",t.playing)),this.state=t,this.speed&&
(this.speed.value=String(t.speed)),this.preset?.show(t.preset),this.keep&&(this.keep.checked=t.keep),this.clear&&(this.clear.disabled=!t.ghosts);for(let n of this.
kept??[])n.hidden=!t.keeps;L(this.note,t.note),this.guide.show(t.guide),L(this.end,t.end),L(this.error,t.error),!this.code.hidden&&this.code.value!==t.code&&(this.
code.hidden=!0)}}};var X=class{constructor(){this.model=null,this.views=new Set,this.k=this.have=0,this.told=!1,this.lost=""}attach(t,i,s){this.model=t,t.on("msg:custom",(n,o)=>{n.
type===i&&s(n,o)}),t.on("comm_live_update",()=>this.linked("gone"))}tell(t,i={}){this.k+=1;try{this.model?.send({type:t,page:O().id,k:this.k,...i})}catch{this.linked(
"gone")}return this.k}here(t=!1){let i=!document.hidden&&[...this.views].some(s=>s.seen);i===this.told&&!t||(this.told=i,this.tell("here",{visible:i,have:this.have}),
this.watched())}watched(){}linked(t){if(!(t===this.lost||this.lost==="gone"&&t==="silent")){this.lost=t;for(let i of this.views)i.link?.(t)}}add(t){this.views.add(
t),t.link?.(this.lost),this.here(this.views.size===1)}remove(t){if(this.views.delete(t),this.views.size)return this.here();this.tell("bye"),this.told=!1,this.watched()}};var Vt=e=>e instanceof ArrayBuffer?new Uint8Array(e):new Uint8Array(e.buffer,e.byteOffset,e.byteLength);function _t(e){let t=Vt(e),i=t.byteOffset%4?t.slice():t;
return new Float32Array(i.buffer,i.byteOffset,i.byteLength>>2)}var ut=(e,t)=>Object.assign(e,{shape:t});function Q(e,t,i){if(Array.isArray(e))return e.map(s=>Q(
s,t));if(e===null||typeof e!="object")return e;if("u8"in e)return ut(Vt(t[e.u8]),e.shape);if("f32"in e&&"from"in e){let s=_t(t[e.f32]),n=new Float32Array(e.from+
s.length);return n.set(i.subarray(0,e.from)),n.set(s,e.from),ut(n,[n.length])}return"f32"in e?ut(_t(t[e.f32]),e.shape):Object.fromEntries(Object.entries(e).map(
([s,n])=>[s,Q(n,t)]))}function Jt(e,t,i){for(let[s,n]of t){if(!s.length){e=Q(n,i);continue}let o=e;for(let a of s.slice(0,-1))o=o[a];let r=s[s.length-1];o[r]=Q(
n,i,o[r])}return e}var De=2,qe=400,Be=2e4,We=5e3,Yt=1e3,Z=class extends X{constructor(){super(),this.scene=null,this.state=null,this.confirmed=this.later=this.doubt=this.alive=0,this.
lacking=-Yt,this.pending={},this.moved={},this.asked=[],this.flush=this.flush.bind(this)}attach(t){super.attach(t,"frame",(i,s)=>this.take(i,s)),t.on("change:fr\
ame",()=>this.whole()),this.whole()}whole(){let t=this.model?.get("frame");t?.content&&this.take(t.content,t.buffers??[])}press(t,i){Object.keys(this.pending).length&&
this.send(),this.expect(this.tell(t,i))}move(t){Object.assign(this.pending,t),this.later||(this.later=-1,queueMicrotask(this.flush))}flush(){if(this.later=0,!Object.
keys(this.pending).length)return;let t=performance.now();this.asked.filter(({at:s})=>t-s<qe).length<De?this.send():this.later=setTimeout(this.flush,100)}send(){
let t=this.pending;this.pending={};let i=this.tell("set",{values:t});for(let s of Object.keys(t))this.moved[s]=i;this.expect(i)}expect(t){this.asked=[...this.asked.
slice(-99),{k:t,at:performance.now()}],this.wait()}wait(){clearTimeout(this.doubt),this.doubt=setTimeout(()=>this.linked("silent"),We)}watched(){clearInterval(this.
alive),clearTimeout(this.doubt),this.told&&(this.wait(),this.alive=setInterval(()=>{this.tell("here",{visible:!0,have:this.have}),this.wait()},Be))}lack(){this.
have=0,!(performance.now()-this.lacking<Yt)&&(this.lacking=performance.now(),this.here(!0))}busy(){return new Set([...Object.keys(this.pending),...Object.keys(this.
moved).filter(t=>this.moved[t]>this.confirmed)])}take(t,i){let s=t.base===0||this.have>0&&t.base===this.have,n=t.seen[O().id]??0;clearTimeout(this.doubt),this.linked(
""),n>this.confirmed&&(this.confirmed=n,this.asked=this.asked.filter(({k:l})=>l>n),Object.keys(this.pending).length&&(clearTimeout(this.later),this.flush())),this.
asked.length&&this.wait(),t.state&&(this.state=t.state),s&&(this.scene=Jt(this.scene,t.changes,i),this.have=t.n);let o=s&&t.changes.length>0&&this.scene,r=t.ask&&
s,a=()=>{r&&this.tell("ack",{n:this.have}),r=!1};for(let l of this.views)this.state&&l.state?.(this.state,this.busy()),o&&this.scene&&l.scene?.(this.scene,r?a:null);
!o&&this.told&&a(),s||this.lack()}add(t){this.state&&t.state?.(this.state,this.busy()),this.scene&&t.scene?.(this.scene,null),super.add(t)}};var Ge=[21,19,17.5,16,14.5,13,12],Ke=4,Ue=10,_e=[["Space","run or pause"],["R","reset"],["L","lecture view, and back"],["F","full screen"],["Esc","leave the lec\
ture view"],["Tab","from control to control"],["← →","move a slider"],["Enter","type a slider's number"],["?","show or hide this list"]],pt=null,tt=class{constructor(t,i,s=()=>{}){
this.root=t,this.parts=i,this.changed=s,this.on=!1,this.large=E("large","","lecture view: fill the window (L)",()=>this.toggle()),this.large.setAttribute("aria-\
label","Lecture view"),this.large.setAttribute("aria-pressed","false");let n=E("","?","keys (?)",()=>this.help());n.setAttribute("aria-label","Keys"),this.keys=
f("dl","cu-keys"),this.keys.hidden=!0;for(let[o,r]of _e)!i.controls?.run&&o==="Space"||!i.controls?.resets&&o==="R"||this.keys.append(f("dt","",o),f("dd","",r));
this.corner=f("div","cu-corner"),this.corner.append(n,this.large),i.title.append(this.corner,this.keys),this.room=new ResizeObserver(()=>this.fit()),this.left=()=>{
this.on&&this.full&&!document.fullscreenElement&&this.leave()},this.full=!1,document.addEventListener("fullscreenchange",this.left),t.addEventListener("keydown",
o=>this.key(o));for(let o of["mousedown","pointerdown","click"])t.addEventListener(o,r=>{this.on&&r.stopPropagation()})}toggle(){this.on?this.leave():this.enter()}help(){
this.keys.hidden=!this.keys.hidden}enter(){let{root:t,parts:i}=this;pt?.leave(),pt=this,this.on=!0,t.parentElement&&(t.parentElement.style.minHeight=`${t.offsetHeight}\
px`);let s=[...t.querySelectorAll(".cu-control")].filter(n=>!n.hidden).length;t.classList.add("cu-lecture",s>Ke?"cu-beside":"cu-above"),t.classList.toggle("cu-m\
any",s>Ue),i.controls&&this.corner.before(i.controls.more),t.tabIndex=-1,t.setAttribute("data-lm-suppress-shortcuts","true"),this.float(),t.focus({preventScroll:!0}),
this.button("small","true","back to the notebook (L or Esc)"),i.picture&&(i.picture.filling=!0),this.room.observe(t),i.controls&&this.room.observe(i.controls.rows),
this.changed(!0),this.fit()}float(){this.root.popover="manual",this.root.showPopover?.()}leave(){let{root:t,parts:i}=this;this.on&&(this.on=this.full=!1,pt=null,
this.room.disconnect(),document.fullscreenElement===t&&document.exitFullscreen(),t.popover=null,t.classList.remove("cu-lecture","cu-beside","cu-above","cu-many"),
t.style.removeProperty("--cu-size"),i.controls&&i.controls.bar.append(i.controls.more),t.removeAttribute("tabindex"),t.removeAttribute("data-lm-suppress-shortcu\
ts"),t.parentElement&&(t.parentElement.style.minHeight=""),this.button("large","false","lecture view: fill the window (L)"),this.keys.hidden=!0,i.picture&&(i.picture.
filling=!1,i.picture.memo=[],i.picture.queue()),this.changed(!1),t.scrollIntoView({block:"nearest"}),this.large.focus({preventScroll:!0}))}button(t,i,s){B(this.
large,t),this.large.setAttribute("aria-pressed",i),this.large.title=s}fit(){if(!this.on)return;let{root:t}=this,i=this.parts.controls?.rows,s=()=>t.scrollHeight<=
t.clientHeight+1&&(!i||i.scrollHeight<=i.clientHeight+1);for(let n of Ge)if(t.style.setProperty("--cu-size",`${n}px`),s())break;this.parts.picture?.queue()}async fullScreen(){
if(this.on||this.enter(),document.fullscreenElement)return document.exitFullscreen();this.root.popover=null;try{await this.root.requestFullscreen(),this.full=!0}catch{
this.float()}}key(t){let i=t.target,s=i.matches("select, input:not([type=range], [type=checkbox], [type=radio])");if((this.on||t.key!=="Tab"&&t.key!=="Escape")&&
t.stopPropagation(),t.key==="Escape"&&this.on?(t.preventDefault(),this.leave()):t.key==="Tab"&&this.on&&this.around(t),s||t.ctrlKey||t.metaKey||t.altKey||t.repeat)
return;let n={" ":()=>this.parts.controls?.turn(),r:()=>this.parts.controls?.reset(),l:()=>this.toggle(),f:()=>{this.fullScreen()},"?":()=>this.help()}[t.key.toLowerCase()];
!n||t.key===" "&&i.matches("button, [type=checkbox], [type=radio]")||(t.preventDefault(),n())}around(t){let i=[...this.root.querySelectorAll("button, select, in\
put, [tabindex='0']")].filter(r=>r instanceof HTMLElement&&r.tabIndex>=0&&r.offsetParent!==null&&!r.matches(":disabled")),s=i[0],n=i[i.length-1],o=document.activeElement;
(t.shiftKey?o===s||o===this.root:o===n)&&(t.preventDefault(),(t.shiftKey?n:s)?.focus())}close(){this.leave(),this.room.disconnect(),document.removeEventListener(
"fullscreenchange",this.left)}};var Ve="150px";function Xt(e,t,i){let s=n=>gt(n.get("spec").id,e);return{initialize({model:n}){let o=s(n);return o.attach(n),()=>yt(n.get("spec").id,o)},render({
model:n,el:o}){let r=s(n),a=n.get("spec");return Je(o,r,a,l=>t(l,a,r),i)}}}function Je(e,t,i,s,n){let o=f("div",`cu-root${i.present?" cu-present":""}`),r=f("p",
"cu-lost");r.setAttribute("role","status"),r.hidden=!0,e.append(o);let a=s(o);o.append(r,f("style","",`.cu-still[data-for="${i.id}"] { display: none }`));let l={
...a,seen:!0,link(u){L(r,n[u]),o.classList.toggle("cu-gone",u==="gone");for(let p of o.querySelectorAll(":is(.cu-controls, .cu-more) :is(button, select, input)"))
p.toggleAttribute("inert",u==="gone")}};for(let u of o.querySelectorAll("input, select, button, .cu-pad"))u.setAttribute("data-lm-suppress-shortcuts","true");t.
add(l);let h=()=>{a.sight?.(l.seen),t.here()},c=new IntersectionObserver(u=>{l.seen=u[u.length-1].isIntersecting,h()},{rootMargin:Ve});c.observe(o),document.addEventListener(
"visibilitychange",h);let d=[()=>c.disconnect(),()=>document.removeEventListener("visibilitychange",h),F(u=>o.classList.toggle("cu-dark",u))];return()=>{for(let u of d)
u();a.close(),t.remove(l)}}function Qt(e,t,i){let s=-1,n=l=>{let h=e.getBoundingClientRect();return[l.clientX-h.left,l.clientY-h.top]},o=l=>{let[h,c]=n(l);return t().findIndex(d=>d.drag&&
h>=d.x-4&&h<=d.x+d.w+4&&c>=d.y-4&&c<=d.y+d.h+4)},r=l=>{let h=t()[s];if(!h?.drag)return;let[c,d]=n(l),u=h.at(Math.min(Math.max(c,h.x),h.x+h.w),Math.min(Math.max(
d,h.y),h.y+h.h)),p={};h.drag.forEach((m,g)=>{m&&(p[m]={drag:u[g]})}),i(p),l.preventDefault()};e.addEventListener("pointerdown",l=>{s=l.button===0&&!l.ctrlKey?o(
l):-1,!(s<0)&&(e.setPointerCapture(l.pointerId),e.classList.add("cu-grabbing"),r(l))}),e.addEventListener("pointermove",l=>{s>=0&&l.buttons&1?r(l):e.classList.toggle(
"cu-grab",o(l)>=0)});let a=()=>{s=-1,e.classList.remove("cu-grabbing")};e.addEventListener("pointerup",a),e.addEventListener("pointercancel",a),e.addEventListener(
"touchstart",l=>{l.touches.length===1&&o(l.touches[0])>=0&&l.preventDefault()},{passive:!1})}var Zt=(e,t)=>Array.from({length:Math.ceil(e.length/t)},(i,s)=>e.slice(s*t,(s+1)*t)),te=e=>Math.max(...e.map(t=>t.height)),ft=e=>e.reduce((t,i)=>t+te(i),0)||1;function ee(e,t,i=!1,s=0,n=[]){
let o=i?e.columns>2?1100:800:700,r=!s&&t<o&&e.columns>1,a=Zt(e.axes,r?Math.ceil(e.columns/2):e.columns),l=e.height*(i?1.25:1)*(r?1:Math.min(1.1,Math.max(.85,t/900))),
h=a.map(y=>Math.max(0,...y.map(v=>n[e.axes.indexOf(v)]??0))),c=h.reduce((y,v)=>y+v,0),d=s||Math.round(c)+Math.round(r?l*(ft(a)/ft(Zt(e.axes,e.columns)))*.82:l),
u=d-c-14*(a.length-1),p=ft(a),m=[],g=0;for(let[y,v]of a.entries()){let w=u*te(v)/p+h[y],x=v.reduce((k,M)=>k+M.width,0),b=0;for(let k of v){let M=(t-14*(v.length-
1))*k.width/x;m.push({x:b,y:g,w:M,h:w}),b+=M+14}g+=w+14}return{boxes:m,height:d}}var Ye=7,se={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,-1],ArrowDown:[0,1]};function ne(e,t){let i=[];return e?.axes.forEach((s,n)=>{for(let o of s.marks)"pa\
rts"in o&&t[n]&&o.parts.forEach((r,a)=>{r&&i.unshift({mark:o,i:a,box:t[n],name:r})})}),i}var Xe=({mark:e,i:t,box:i},s,n)=>T[e.type].far?.(e,t,i,s,n)??1/0;function Qe(e,t,i){
let s,n=Ye;for(let o of e){let r=Xe(o,t,i);r<n&&([s,n]=[o,r])}return s}var ie=({mark:e,i:t,box:i})=>T[e.type].middle?.(e,t,i)??[NaN,NaN];function Ze(e,t,i){let[
s,n]=se[i],[o,r]=ie(t),a=t,l=1/0;for(let h of e){let[c,d]=ie(h),u=(c-o)*s+(d-r)*n,p=Math.abs((c-o)*n)+Math.abs((d-r)*s);u>1&&u>=p&&u+2*p<l&&([a,l]=[h,u+2*p])}return a}
var et=class{constructor(t,i,s,n){this.canvas=t,this.tell=s,this.redraw=n,this.parts=i,this.at="",this.keys=!1,this.spoken=f("div","cu-spoken"),this.spoken.setAttribute(
"aria-live","polite"),t.addEventListener("pointermove",o=>{o.buttons||this.point(this.find(o))}),t.addEventListener("pointerleave",()=>this.point("")),t.addEventListener(
"click",o=>{let r=this.find(o);r&&(this.point(r),this.tell("pick",r))}),t.addEventListener("focus",()=>{t.matches(":focus-visible")&&!this.at&&this.point(this.parts().
at(-1)?.name??"",!0)}),t.addEventListener("blur",()=>{this.keys&&this.point("")}),t.addEventListener("keydown",o=>this.key(o))}find(t){let i=this.canvas.getBoundingClientRect();
return Qe(this.parts(),t.clientX-i.left,t.clientY-i.top)?.name??""}point(t,i=!1){t!==this.at&&(this.at=t,this.keys=i,this.canvas.classList.toggle("cu-point",!!t),
i&&(this.spoken.textContent=t),this.tell("hover",t),this.redraw())}key(t){let i=this.parts(),s=i.find(({name:n})=>n===this.at)??i.at(-1);if(s){if(t.key in se)this.
point((this.at?Ze(i,s,t.key):s).name,!0);else if(t.key==="Enter")this.tell("pick",s.name);else if(t.key==="Escape"&&this.at)this.point("");else return;t.preventDefault(),
t.stopPropagation()}}draw(t){let i=this.parts(),s=i.find(({name:l})=>l===this.at),{canvas:n}=this;if(i.length&&n.tabIndex!==0&&(n.tabIndex=0,n.setAttribute("rol\
e","application"),n.setAttribute("aria-roledescription","picture: arrow keys lead from part to part, Enter picks one"),n.setAttribute("data-lm-suppress-shortcut\
s","true")),!s)return;let{ctx:o,k:r,colors:a}=t;o.setLineDash([]),o.strokeStyle=a.ink,o.lineWidth=2.5*r,o.beginPath(),T[s.mark.type].outline?.(s.mark,s.i,s.box,
t),o.stroke()}};var ti=1.6,oe=[1.7,1.5,1.25],ei=1.15,it=class{constructor(t,i,s,n){this.present=t.present,this.words=s,this.brush=new j(t.palette),this.el=f("div","cu-picture"),
this.canvas=f("canvas"),this.canvas.setAttribute("role","img"),this.el.append(this.canvas),this.ctx=this.canvas.getContext("2d"),this.scene=null,this.boxes=[],this.
memo=[],this.visible=!0,this.stale=!1,this.filling=!1,this.drawn=this.asked=this.again=this.later=0,this.waiting=null;let o=new ResizeObserver(()=>{this.memo=[],
this.queue()});o.observe(this.el),this.ends=[()=>o.disconnect(),F(()=>this.queue()),Kt(()=>this.queue())],Qt(this.canvas,()=>this.boxes,i),this.pointing=new et(
this.canvas,()=>ne(this.scene,this.boxes),n,()=>this.queue()),this.el.append(this.pointing.spoken)}show(t,i){this.scene?.axes.length!==t.axes.length&&(this.memo=
[]),this.scene=t,i&&(this.waiting=i);let s=!this.asked;this.queue(),s&&this.asked&&this.drawn&&this.draw()}queue(){this.stale=!0,!(this.asked||!this.visible||document.
hidden)&&(this.asked=requestAnimationFrame(()=>{this.asked=0,this.stale&&this.draw()}))}draw(){let{scene:t}=this,i=this.el.clientWidth;if(this.stale=!1,!t)return;
if(i<50){clearTimeout(this.again),this.again=setTimeout(()=>this.queue(),100);return}let s=(...c)=>ee(t,i,this.filling||this.present,this.filling?this.el.clientHeight:
0,c),n=s(),o=this.scale(t,i,n.height);this.brush.begin(this.ctx,o);let r=t.axes.map((c,d)=>Ft(c,n.boxes[d],this.brush)),{boxes:a,height:l}=s(...r.map(c=>c?.h??0));
this.brush.begin(this.surface(i,l),o);try{this.boxes=t.axes.map((c,d)=>G(c,a[d],this.memo[d]??={},this.brush,r[d])),this.pointing.draw(this.brush)}catch(c){console.
error("course_utils view:",c)}this.memo.some(c=>c.late)&&(this.later||=setTimeout(()=>this.settle(),at)),this.words(t),this.canvas.dataset.drawn=String(++this.drawn);
let h=this.waiting;this.waiting=null,h?.()}settle(){this.later=0,this.scene?.axes.some((t,i)=>this.boxes[i]&&this.memo[i]&&Ht(t,this.boxes[i],this.memo[i],this.
brush))&&this.queue()}surface(t,i){let s=window.devicePixelRatio||1,n=Math.round(t*s),o=Math.round(i*s),{canvas:r}=this;(r.width!==n||r.height!==o)&&(r.width=n,
r.height=o),r.style.height!==`${i}px`&&(r.style.height=`${i}px`);let{ctx:a}=this;return a.setTransform(s,0,0,s,0,0),a.clearRect(0,0,t,i),a}scale(t,i,s){if(!this.
filling)return this.present?ti:i<700?.95:1;let n=Math.max(1,Math.min(t.columns,t.axes.length)),o=oe[Math.min(n,oe.length)-1];return Math.max(ei,o*Math.min(1.25,
i/950,s/(1.2*t.height)))}close(){for(let t of this.ends)t();cancelAnimationFrame(this.asked),clearTimeout(this.again),clearTimeout(this.later)}};var ii=2e3,si=100,st=class{constructor(){this.el=f("div","cu-words"),this.readouts=f("div","cu-readouts"),this.caption=f("p","cu-caption"),this.caption.setAttribute(
"aria-hidden","true"),this.spoken=f("div","cu-spoken"),this.spoken.setAttribute("aria-live","polite"),this.el.append(this.readouts,this.caption,this.spoken),this.
speaking=this.later=this.tall=this.wide=0,this.newest=null,this.grow=new ResizeObserver(([{contentRect:{width:t,height:i}}])=>{let s=Math.abs(t-this.wide)>1;!s&&
i<=this.tall||(this.wide=t,this.tall=s?0:i,requestAnimationFrame(()=>{this.caption.style.minHeight=this.tall?`${this.tall}px`:""}))}),this.grow.observe(this.caption)}show(t,i){
this.newest=[t,i],this.later||this.write()}write(){if(this.later=0,!this.newest)return;let[t,i]=this.newest;this.newest=null,this.later=setTimeout(()=>this.write(),
si);let s=nt(t.caption);s!==this.caption.textContent&&(this.caption.textContent=s,i.setAttribute("aria-label",t.caption||"picture"),this.speaking||=setTimeout(()=>{
this.speaking=0,this.spoken.textContent=this.caption.textContent},ii));let n=Object.entries(t.readouts);for(;this.readouts.children.length>n.length;)this.readouts.
lastElementChild?.remove();n.forEach(([o,r],a)=>this.chip(a,o,r))}chip(t,i,s){let n=this.readouts.children[t];n||(n=f("span","cu-readout"),n.append(f("span"),f(
"b")),this.readouts.append(n));let[o,r]=Array.from(n.children);if(o.textContent!==i&&(o.textContent=i,r.style.minWidth=""),r.textContent===s)return;r.textContent=
s;let a=.92*s.length;a>(parseFloat(r.style.minWidth)||0)&&(r.style.minWidth=`${a.toFixed(1)}ch`)}close(){this.grow.disconnect(),clearTimeout(this.speaking),clearTimeout(
this.later)}};function ni(e,t,i){let[s]=t.controls,n=new $(s,a=>i.move({[s.name]:a}),t.palette),o=f("p","cu-note"),r=f("div","cu-error");return r.setAttribute("role","alert"),
e.classList.add("cu-single"),e.append(n.el,o,r),e.addEventListener("keydown",a=>{a.key!=="Tab"&&a.stopPropagation()}),{state(a,l){l.has(s.name)||n.set(a.values[s.
name]),L(o,a.note),L(r,a.error)},close(){}}}function oi(e,t,i){let s=f("div","cu-title"),n=new st,o=new it(t,h=>i.move(h),h=>n.show(h,o.canvas),(h,c)=>i.press(h,
{part:c})),r=t.mode==="panel"?new Y(t,i):void 0;s.append(f("span","cu-name",t.title)),e.append(s),r&&e.append(r.el,r.code,r.guide.el,r.note),e.append(o.el),r&&e.
append(r.told),e.append(n.el);let a=new tt(e,{title:s,controls:r,picture:o}),l="";return{state(h,c){r?.show(h,c);let d=[h.hidden,h.note,h.end,h.error,h.guide?.at,
h.guide?.seen].join("|");d!==l&&a.fit(),l=d},scene:(h,c)=>o.show(h,c),sight(h){o.visible=h,h&&o.queue()},close(){a.close(),o.close(),r?.close(),n.close()}}}function ri(e,t,i){
return e.dataset.mode=t.mode,(t.mode==="slider"?ni:oi)(e,t,i)}var Xs=Xt(()=>new Z,ri,{"":"",silent:"The kernel does not answer: it is busy, or gone. If this lin\
e stays, run this cell again.",gone:"The kernel was restarted, so this panel can no longer move: run this cell again."});export{Xs as default};
